package org.rempart.gateway.http;

import io.vertx.core.Future;
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
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.storage.Hold;
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
    private final Audiences audiences;
    private final SignatureDigests digests;
    private final Lane lane;
    private final InstantSource clock;
    private final PublicMetrics metrics;

    SignatureRoute(
            Admission admission,
            BodyReader bodies,
            FormReader forms,
            ChallengeVerifier verifier,
            Audiences audiences,
            SignatureDigests digests,
            Lane lane,
            InstantSource clock,
            PublicMetrics metrics) {
        this.admission = admission;
        this.bodies = bodies;
        this.forms = forms;
        this.verifier = verifier;
        this.audiences = audiences;
        this.digests = digests;
        this.lane = lane;
        this.clock = clock;
        this.metrics = metrics;
    }

    /// A request to sign, and who sent it.
    private record Signing(HttpServerRequest request, Source source, PetitionRow petition) {
        HttpServerResponse response() {
            return request.response();
        }
    }

    void handle(HttpServerRequest request, Source source, PetitionRow petition) {
        Cors.ofPetition(request, petition);
        if (!admission.hasLeft(request, source, Budget.FAILED_WORK)
                || !admission.maySign(request, source)) {
            return;
        }
        Outcome.Refusal refusal = lane.refusal();
        if (refusal != null) {
            refuse(request, refusal);
            return;
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        Signing signing = new Signing(request, source, petition);
        bodies.read(request, body -> read(signing, type, body));
    }

    private void read(Signing signing, @Nullable String type, Buffer body) {
        switch (forms.read(body.getBytes(), type)) {
            case FormRead.Unsupported _ -> refuse(signing.request(), Problem.UNSUPPORTED_TYPE);
            case FormRead.Malformed _ -> refuseFailedWork(signing, Problem.MALFORMED);
            case FormRead.Read(SignatureForm form) -> verify(signing, form);
        }
    }

    /// A petition that is closed still answers a retry of what it took while it was open, so a
    /// solved challenge goes on to where that is known; everything else ends here.
    private void verify(Signing signing, SignatureForm form) {
        String payload = form.altcha();
        Verification verification = payload == null ? null : verifier.verify(payload);
        boolean open = PetitionState.of(signing.petition(), clock.instant()) == PetitionState.OPEN;
        Audience audience = audiences.of(signing.petition(), signing.source());
        boolean isForThis =
                verification instanceof Verification.Solved solved && solved.isFor(audience);
        if (!open && !isForThis) {
            refuse(signing.request(), Problem.PETITION_NOT_OPEN);
            return;
        }
        switch (verification) {
            case null -> refuseFailedWork(signing, Problem.CHALLENGE_MISSING);
            case Verification.Refused.FORGED -> refuseFailedWork(signing, Problem.CHALLENGE_FORGED);
            case Verification.Refused.EXPIRED ->
                    refuseFailedWork(signing, Problem.CHALLENGE_EXPIRED);
            case Verification.Refused.UNSOLVED ->
                    refuseFailedWork(signing, Problem.CHALLENGE_UNSOLVED);
            case Verification.Solved solved when !isForThis ->
                    refuseFailedWork(
                            signing,
                            lane.isKnown(Buffer.buffer(solved.id().toBytes()))
                                    ? Problem.CHALLENGE_SPENT
                                    : Problem.CHALLENGE_FORGED);
            case Verification.Solved solved -> check(signing, form, solved);
        }
    }

    private void check(Signing signing, SignatureForm form, Verification.Solved solved) {
        switch (SignatureRules.check(form)) {
            case SignatureCheck.Invalid invalid -> {
                metrics.refused(Problem.INVALID);
                Problem.INVALID.answer(
                        signing.request(),
                        invalid.errors().stream()
                                .map(error ->
                                        new InvalidField(
                                                error.field(),
                                                error.code().text(),
                                                error.message()))
                                .toList());
            }
            case SignatureCheck.Valid(Signature signature) ->
                    submit(signing, row(signing.petition(), signature, solved));
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

    /// What was posted before gets its answer again, and costs its source nothing.
    private void submit(Signing signing, SignatureRow row) {
        Future<Outcome> before = lane.postedBefore(row);
        if (before != null) {
            before.onSuccess(outcome -> answer(signing, row, outcome));
            return;
        }
        Admission.Standing standing = admission.standing(signing.request(), signing.source());
        switch (standing) {
            case COUNTED -> submit(signing, row, standing);
            case HELD -> submit(signing, row.heldFor(Hold.SOURCE_OVER_BUDGET), standing);
            case REFUSED -> {}
        }
    }

    private void submit(Signing signing, SignatureRow row, Admission.Standing standing) {
        lane.submit(row)
                .onSuccess(outcome -> {
                    if (outcome instanceof Outcome.Refusal) {
                        admission.giveBack(signing.source(), standing);
                    } else if (standing == Admission.Standing.HELD) {
                        metrics.held();
                    }
                    answer(signing, row, outcome);
                });
    }

    private void answer(Signing signing, SignatureRow row, Outcome outcome) {
        HttpServerResponse response = signing.response();
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
            case Outcome.Spent _ -> refuseFailedWork(signing, Problem.CHALLENGE_SPENT);
            case Outcome.Refusal refusal -> refuse(signing.request(), refusal);
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

    private void refuse(HttpServerRequest request, Outcome.Refusal refusal) {
        switch (refusal) {
            case Outcome.Spent _ -> refuse(request, Problem.CHALLENGE_SPENT);
            case Outcome.Expired _ -> refuse(request, Problem.CHALLENGE_EXPIRED);
            case Outcome.NotOpen _ -> refuse(request, Problem.PETITION_NOT_OPEN);
            case Outcome.Rejected _ -> refuse(request, Problem.UNEXPECTED);
            case Outcome.Overloaded(Duration retryAfter) ->
                    refuse(request, Problem.OVERLOADED, retryAfter);
            case Outcome.Unavailable(Duration retryAfter) ->
                    refuse(request, Problem.STORAGE_UNAVAILABLE, retryAfter);
        }
    }

    private void refuseFailedWork(Signing signing, Problem problem) {
        admission.failed(signing.source());
        refuse(signing.request(), problem);
    }

    private void refuse(HttpServerRequest request, Problem problem, Duration retryAfter) {
        metrics.refused(problem);
        problem.answer(request, retryAfter);
    }

    private void refuse(HttpServerRequest request, Problem problem) {
        metrics.refused(problem);
        problem.answer(request);
    }
}
