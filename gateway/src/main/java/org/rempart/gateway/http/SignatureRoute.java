package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.challenge.Audience;
import org.rempart.gateway.challenge.ChallengeVerifier;
import org.rempart.gateway.challenge.Verification;
import org.rempart.gateway.intake.Lane;
import org.rempart.gateway.intake.Outcome;
import org.rempart.gateway.petition.PetitionState;
import org.rempart.gateway.signature.FormRead;
import org.rempart.gateway.signature.FormReader;
import org.rempart.gateway.signature.Signature;
import org.rempart.gateway.signature.SignatureCheck;
import org.rempart.gateway.signature.SignatureDigests;
import org.rempart.gateway.signature.SignatureForm;
import org.rempart.gateway.signature.SignatureRules;
import org.rempart.gateway.storage.PetitionRow;
import org.rempart.gateway.storage.SignatureRow;

import java.time.Duration;
import java.time.InstantSource;

/// `POST /petitions/{slug}/signatures`: the way of a signature, from cheap to dear. Each step
/// refuses at once or hands on.
///
/// One for each event loop.
final class SignatureRoute {
    private final Admission admission;
    private final BodyReader bodies;
    private final FormReader forms;
    private final ChallengeVerifier verifier;
    private final SignatureDigests digests;
    private final Lane lane;
    private final InstantSource clock;
    private final PublicMetrics metrics;

    SignatureRoute(
            Admission admission,
            BodyReader bodies,
            FormReader forms,
            ChallengeVerifier verifier,
            SignatureDigests digests,
            Lane lane,
            InstantSource clock,
            PublicMetrics metrics) {
        this.admission = admission;
        this.bodies = bodies;
        this.forms = forms;
        this.verifier = verifier;
        this.digests = digests;
        this.lane = lane;
        this.clock = clock;
        this.metrics = metrics;
    }

    void handle(HttpServerRequest request, PetitionRow petition) {
        Cors.ofPetition(request, petition);
        if (!admission.admits(request)) {
            return;
        }
        Outcome.Refusal refusal = lane.refusal();
        if (refusal != null) {
            refuse(request.response(), refusal);
            return;
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        bodies.read(request, body -> read(request.response(), petition, type, body));
    }

    private void read(
            HttpServerResponse response, PetitionRow petition, @Nullable String type, Buffer body) {
        switch (forms.read(body.getBytes(), type)) {
            case FormRead.Unsupported _ -> refuse(response, Problem.UNSUPPORTED_TYPE);
            case FormRead.Malformed _ -> refuse(response, Problem.MALFORMED);
            case FormRead.Read(SignatureForm form) -> verify(response, petition, form);
        }
    }

    /// A petition that is closed still answers a retry of what it took while it was open, so a
    /// solved challenge goes on to where that is known; everything else ends here.
    private void verify(HttpServerResponse response, PetitionRow petition, SignatureForm form) {
        String payload = form.altcha();
        Verification verification = payload == null ? null : verifier.verify(payload);
        boolean open = PetitionState.of(petition, clock.instant()) == PetitionState.OPEN;
        if (!open && !(verification instanceof Verification.Solved)) {
            refuse(response, Problem.PETITION_NOT_OPEN);
            return;
        }
        switch (verification) {
            case null -> refuse(response, Problem.CHALLENGE_MISSING);
            case Verification.Refused.FORGED -> refuse(response, Problem.CHALLENGE_FORGED);
            case Verification.Refused.EXPIRED -> refuse(response, Problem.CHALLENGE_EXPIRED);
            case Verification.Refused.UNSOLVED -> refuse(response, Problem.CHALLENGE_UNSOLVED);
            case Verification.Solved solved when !solved.isFor(Audience.of(petition.id())) ->
                    refuse(response, Problem.CHALLENGE_FORGED);
            case Verification.Solved solved -> check(response, petition, form, solved);
        }
    }

    private void check(
            HttpServerResponse response,
            PetitionRow petition,
            SignatureForm form,
            Verification.Solved solved) {
        switch (SignatureRules.check(form)) {
            case SignatureCheck.Invalid invalid -> {
                metrics.refused(Problem.INVALID);
                Problem.INVALID.answer(
                        response,
                        invalid.errors().stream()
                                .map(error ->
                                        new InvalidField(
                                                error.field(),
                                                error.code().text(),
                                                error.message()))
                                .toList());
            }
            case SignatureCheck.Valid(Signature signature) ->
                    submit(response, row(petition, signature, solved));
        }
    }

    private SignatureRow row(
            PetitionRow petition, Signature signature, Verification.Solved solved) {
        byte[] challenge = solved.id().toBytes();
        return new SignatureRow(
                Buffer.buffer(challenge),
                Buffer.buffer(digests.contentHash(petition.id(), signature)),
                solved.expiresAt(),
                digests.receipt(challenge),
                petition.id(),
                signature.name(),
                signature.address().address(),
                signature.country(),
                signature.postcode(),
                signature.isPublic(),
                signature.wantsUpdates(),
                Buffer.buffer(digests.addressHash(petition.id(), signature)),
                Buffer.buffer(digests.personHash(petition.id(), signature)),
                null);
    }

    private void submit(HttpServerResponse response, SignatureRow row) {
        lane.submit(row).onSuccess(outcome -> answer(response, row, outcome));
    }

    private void answer(HttpServerResponse response, SignatureRow row, Outcome outcome) {
        switch (outcome) {
            case Outcome.Recorded _ -> {
                metrics.recorded();
                acknowledge(response, 201, "recorded", row.receipt());
            }
            case Outcome.Accepted _ -> {
                metrics.accepted();
                acknowledge(response, 202, "accepted", row.receipt());
            }
            // no answer is the only true one: who gets none tries again, and finds out
            case Outcome.InDoubt _ -> response.reset();
            case Outcome.Refusal refusal -> refuse(response, refusal);
        }
    }

    private static void acknowledge(
            HttpServerResponse response, int status, String word, String receipt) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end("{\"status\":\"" + word + "\",\"receipt\":\"" + receipt + "\"}");
    }

    private void refuse(HttpServerResponse response, Outcome.Refusal refusal) {
        switch (refusal) {
            case Outcome.Spent _ -> refuse(response, Problem.CHALLENGE_SPENT);
            case Outcome.Expired _ -> refuse(response, Problem.CHALLENGE_EXPIRED);
            case Outcome.NotOpen _ -> refuse(response, Problem.PETITION_NOT_OPEN);
            case Outcome.Rejected _ -> refuse(response, Problem.UNEXPECTED);
            case Outcome.Overloaded(Duration retryAfter) ->
                    refuse(response, Problem.OVERLOADED, retryAfter);
            case Outcome.Unavailable(Duration retryAfter) ->
                    refuse(response, Problem.STORAGE_UNAVAILABLE, retryAfter);
        }
    }

    private void refuse(HttpServerResponse response, Problem problem, Duration retryAfter) {
        metrics.refused(problem);
        problem.answer(response, retryAfter);
    }

    private void refuse(HttpServerResponse response, Problem problem) {
        metrics.refused(problem);
        problem.answer(response);
    }
}
