package org.rempart.gateway.operator;

import io.vertx.core.json.JsonObject;

import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.settings.Settings;

import java.util.Locale;

/// `GET /operator/status`: what goes on, and why.
final class Status {
    private final Settings settings;
    private final Pressure pressure;
    private final Intake intake;
    private final Rates rates;

    Status(Settings settings, Pressure pressure, Intake intake, Rates rates) {
        this.settings = settings;
        this.pressure = pressure;
        this.intake = intake;
        this.rates = rates;
    }

    JsonObject document() {
        Pressure.Reading level = pressure.read();
        Rates.Reading perSecond = rates.read();
        return new JsonObject()
                .put(
                        "pressure",
                        new JsonObject()
                                .put("level", level.level().label())
                                .put("reason", level.reason()))
                .put(
                        "price",
                        new JsonObject()
                                .put(
                                        "tries_max",
                                        level.level()
                                                .price(
                                                        settings.challenge().base(),
                                                        settings.challenge().ceiling()))
                                .put(
                                        "valid_for_s",
                                        level.level()
                                                .validity(settings.challenge().validity())
                                                .toSeconds()))
                .put(
                        "queue",
                        new JsonObject()
                                .put("rows", intake.queuedRows())
                                .put("rows_max", settings.intake().queueRowsMax())
                                .put("wait_share", rounded(intake.waitShare())))
                .put(
                        "breaker",
                        new JsonObject()
                                .put(
                                        "state",
                                        intake.breakerState().name().toLowerCase(Locale.ROOT)))
                // signatures that wait for a database that is away are refused, not kept
                .put("journal", new JsonObject().put("state", "absent").put("rows", 0))
                .put(
                        "rates_per_second",
                        new JsonObject()
                                .put("recorded", rounded(perSecond.recorded()))
                                .put("challenges", rounded(perSecond.challenges()))
                                .put("refused", rounded(perSecond.refused()))
                                .put("drain", rounded(intake.rowsPerSecond())));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
