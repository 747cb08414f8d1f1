package org.rempart.gateway.operator;

import io.vertx.core.json.JsonObject;

import org.rempart.gateway.challenge.PriceList;
import org.rempart.gateway.intake.DatabaseBreaker;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.pressure.PriceFactor;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.storage.journal.Journal;

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
        PriceList prices =
                new PriceList(settings.challenge().base(), settings.challenge().ceiling());
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
                                .put("tries_max", prices.price(PriceFactor.of(level.load()), 0))
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
                .put("breaker", breaker(intake.breaker()))
                .put("journal", journal(intake.journal()))
                .put(
                        "rates_per_second",
                        new JsonObject()
                                .put("recorded", rounded(perSecond.recorded()))
                                .put("accepted", rounded(perSecond.accepted()))
                                .put("challenges", rounded(perSecond.challenges()))
                                .put("refused", rounded(perSecond.refused()))
                                .put("drain", rounded(intake.rowsPerSecond())));
    }

    private static JsonObject breaker(DatabaseBreaker breaker) {
        JsonObject document =
                new JsonObject()
                        .put("state", label(breaker.pattern()))
                        .put("database", label(breaker.state()));
        return breaker.state() == DatabaseBreaker.State.UP
                ? document
                : document.put("reason", breaker.reason());
    }

    private static JsonObject journal(Journal journal) {
        return new JsonObject()
                .put("state", label(journal.state()))
                .put("rows", journal.rows())
                .put("rows_max", journal.limits().rowsMax())
                .put("bytes", journal.bytes())
                .put("bytes_max", journal.limits().bytesMax());
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
