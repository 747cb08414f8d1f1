package org.rempart.gateway.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.rempart.gateway.challenge.PriceList;
import org.rempart.gateway.http.PublicMetrics;
import org.rempart.gateway.intake.DatabaseBreaker;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.pressure.PriceFactor;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.PressingNetworks;
import org.rempart.gateway.storage.journal.Journal;

import java.util.Locale;

/// `GET /operator/status`: what goes on, and why.
final class Status {
    private final Settings settings;
    private final Pressure pressure;
    private final Intake intake;
    private final Rates rates;
    private final PressingNetworks networks;
    private final PublicMetrics metrics;

    Status(
            Settings settings,
            Pressure pressure,
            Intake intake,
            Rates rates,
            PressingNetworks networks,
            PublicMetrics metrics) {
        this.settings = settings;
        this.pressure = pressure;
        this.intake = intake;
        this.rates = rates;
        this.networks = networks;
        this.metrics = metrics;
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
                .put("price", price(level))
                .put("budgets", budgets(level))
                .put("networks", networks())
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

    private JsonObject price(Pressure.Reading now) {
        Settings.Challenge challenge = settings.challenge();
        PriceList prices = new PriceList(challenge.base(), challenge.ceiling());
        double factor = PriceFactor.of(now.load());
        return new JsonObject()
                .put("tries_max", prices.price(factor, 0))
                .put("tries_max_over_budget", prices.price(factor, 1))
                .put("ceiling", challenge.ceiling())
                .put("pressure_factor", rounded(factor))
                .put("source_factor_max", PriceList.SOURCE_FACTOR_MAX)
                .put("reason", factor > 1 ? now.reason() : "the gateway is not pressed")
                .put("valid_for_s", now.level().validity(challenge.validity()).toSeconds());
    }

    private JsonObject budgets(Pressure.Reading now) {
        JsonObject refused = new JsonObject();
        for (Budget budget : Budget.values()) {
            refused.put(budget.label(), (long) metrics.overBudgetTotal(budget));
        }
        return new JsonObject()
                .put("share", rounded(now.budgetShare()))
                .put("held_signatures", (long) metrics.heldTotal())
                .put("refused", refused);
    }

    private JsonArray networks() {
        JsonArray pressing = new JsonArray();
        for (PressingNetworks.Entry network : networks.read()) {
            pressing.add(
                    new JsonObject()
                            .put("network", network.network())
                            .put("as", network.owner())
                            .put("refused_per_second", rounded(network.refusedPerSecond())));
        }
        return pressing;
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
