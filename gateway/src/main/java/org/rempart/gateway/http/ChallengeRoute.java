package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import org.rempart.gateway.challenge.Challenge;
import org.rempart.gateway.challenge.ChallengeIssuer;
import org.rempart.gateway.challenge.PriceList;
import org.rempart.gateway.petition.PetitionState;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.pressure.PriceFactor;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.storage.PetitionRow;

import java.time.Duration;
import java.time.InstantSource;

/// `GET /petitions/{slug}/challenge`: work to do, at the price of the moment.
final class ChallengeRoute {
    /// Fresh challenges are refused a little before solved ones: whoever has done the work comes
    /// first.
    private static final double LOAD_MAX = 0.95;

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(5);

    private final Admission admission;
    private final Pressure pressure;
    private final Audiences audiences;
    private final ChallengeIssuer issuer;
    private final Settings.Challenge settings;
    private final PriceList prices;
    private final InstantSource clock;
    private final PublicMetrics metrics;

    ChallengeRoute(
            Admission admission,
            Pressure pressure,
            Audiences audiences,
            ChallengeIssuer issuer,
            Settings.Challenge settings,
            InstantSource clock,
            PublicMetrics metrics) {
        this.admission = admission;
        this.pressure = pressure;
        this.audiences = audiences;
        this.issuer = issuer;
        this.settings = settings;
        this.prices = new PriceList(settings.base(), settings.ceiling());
        this.clock = clock;
        this.metrics = metrics;
    }

    void handle(HttpServerRequest request, Source source, PetitionRow petition) {
        Cors.anyone(request.response());
        if (PetitionState.of(petition, clock.instant()) != PetitionState.OPEN) {
            metrics.refused(Problem.PETITION_NOT_OPEN);
            Problem.PETITION_NOT_OPEN.answer(request);
            return;
        }
        Pressure.Reading now = pressure.read();
        if (now.load() >= LOAD_MAX) {
            metrics.refused(Problem.OVERLOADED);
            Problem.OVERLOADED.answer(request, COME_BACK_AFTER);
            return;
        }
        double used = admission.used(source);
        if (!admission.pays(request, source, Budget.CHALLENGES)) {
            return;
        }
        Challenge challenge =
                issuer.issue(
                        audiences.of(petition, source),
                        prices.price(PriceFactor.of(now.load()), used),
                        now.level().validity(settings.validity()));
        metrics.challenge();
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(challenge.toJson()));
    }
}
