package org.rempart.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A refusal, as a problem document (RFC 9457). `code` is what programs read; `error` repeats the
/// sentence because the ALTCHA widget shows that member. The documents are prepared once.
public enum Problem {
    MALFORMED(
            400,
            "The request is not well-formed",
            "A body is a JSON object or form data in UTF-8, with each field once and of its own type."),
    CHALLENGE_MISSING(
            403,
            "The proof of work is missing",
            "Get a challenge, solve it and send the solution as altcha."),
    CHALLENGE_FORGED(
            403,
            "The proof of work is not ours",
            "The challenge was not issued here for this petition and source, or it was altered."),
    CHALLENGE_EXPIRED(403, "The proof of work has expired", "Get a new challenge and solve it."),
    CHALLENGE_UNSOLVED(
            403, "The proof of work does not hold", "The number does not solve the challenge."),
    CHALLENGE_SPENT(
            403,
            "The proof of work has been used",
            "Each challenge buys one signature. Get a new one."),
    UNAUTHORIZED(
            401, "Who asks is not known", "Send the operator's token as Authorization: Bearer."),
    NOT_FOUND(404, "There is nothing here", "Nothing is served at this address."),
    PETITION_UNKNOWN(404, "There is no such petition", "No petition has this name."),
    METHOD_NOT_ALLOWED(405, "Not with this method", "This address does not take this method."),
    PETITION_NOT_OPEN(409, "The petition is not open", "It takes no signatures now."),
    NO_REHEARSAL(
            409,
            "The petition is not a rehearsal's",
            "Only what a rehearsal has made is removed, where rehearsal.token is set."),
    SLUG_TAKEN(409, "The slug is taken", "Another petition has this slug."),
    TOO_LARGE(413, "The body is too large", "It is larger than anything that is read here."),
    UNSUPPORTED_TYPE(
            415,
            "Not a type that is read here",
            "Send application/json or, to sign, application/x-www-form-urlencoded."),
    INVALID(422, "Some fields are not right", "The member errors says which."),
    SOURCE_OVER_BUDGET(
            429, "Too many requests from where you are", "Try again when Retry-After says."),
    UNEXPECTED(
            500,
            "Something went wrong here",
            "It is not the request's fault, and it is in the gateway's log."),
    OVERLOADED(
            503, "Too much to do just now", "Nothing was taken. Try again when Retry-After says."),
    STORAGE_UNAVAILABLE(
            503, "The database is away", "Nothing was taken. Try again when Retry-After says.");

    private final int status;
    private final String title;
    private final String detail;

    // written to by nobody, and sent as it is by every event loop
    @SuppressWarnings("ImmutableEnumChecker")
    private final PreparedProblem prepared;

    Problem(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.prepared = PreparedProblem.of(status, document());
    }

    /// The member `code`, and the outcome's name in metrics.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    private JsonObject document() {
        return new JsonObject()
                .put("type", "urn:rempart:problem:" + code())
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code())
                .put("error", title + ". " + detail);
    }

    /// The document of this refusal with one more member.
    PreparedProblem with(String member, String value) {
        return PreparedProblem.of(status, document().put(member, value));
    }

    /// Answers with this refusal.
    public void answer(HttpServerRequest request) {
        prepared.answer(request);
    }

    /// Answers with this refusal, and when to come back: in one second at the earliest.
    public void answer(HttpServerRequest request, Duration retryAfter) {
        prepared.answer(request, retryAfter);
    }

    /// Answers with this refusal and the fields at fault.
    public void answer(HttpServerRequest request, List<InvalidField> errors) {
        with(errors).answer(request);
    }

    private PreparedProblem with(List<InvalidField> errors) {
        JsonArray list = new JsonArray();
        for (InvalidField error : errors) {
            list.add(
                    new JsonObject()
                            .put("field", error.field())
                            .put("code", error.code())
                            .put("message", error.message()));
        }
        return PreparedProblem.of(status, document().put("errors", list));
    }
}
