package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

import org.rempart.gateway.challenge.Audience;
import org.rempart.gateway.challenge.Challenge;
import org.rempart.gateway.challenge.ChallengeIssuer;
import org.rempart.gateway.challenge.PriceList;
import org.rempart.gateway.petition.PetitionState;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.pressure.PriceFactor;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.storage.PetitionRow;

import java.time.InstantSource;

/// `GET /petitions/{slug}/challenge`: work to do, at the price of the moment.
final class ChallengeRoute {
    private final Admission admission;
    private final Pressure pressure;
    private final ChallengeIssuer issuer;
    private final Settings.Challenge settings;
    private final PriceList prices;
    private final InstantSource clock;
    private final PublicMetrics metrics;

    ChallengeRoute(
            Admission admission,
            Pressure pressure,
            ChallengeIssuer issuer,
            Settings.Challenge settings,
            InstantSource clock,
            PublicMetrics metrics) {
        this.admission = admission;
        this.pressure = pressure;
        this.issuer = issuer;
        this.settings = settings;
        this.prices = new PriceList(settings.base(), settings.ceiling());
        this.clock = clock;
        this.metrics = metrics;
    }

    void handle(HttpServerRequest request, PetitionRow petition) {
        Cors.anyone(request.response());
        if (!admission.admits(request)) {
            return;
        }
        if (PetitionState.of(petition, clock.instant()) != PetitionState.OPEN) {
            metrics.refused(Problem.PETITION_NOT_OPEN);
            Problem.PETITION_NOT_OPEN.answer(request.response());
            return;
        }
        Pressure.Reading now = pressure.read();
        Challenge challenge =
                issuer.issue(
                        Audience.of(petition.id()),
                        prices.price(PriceFactor.of(now.load()), 0),
                        now.level().validity(settings.validity()));
        metrics.challenge();
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(challenge.toJson()));
    }
}
