package org.rempart.loadtests.target;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// One figure of `/operator/status` that is worth a curve.
///
/// @param name what it is
/// @param unit of its values; empty when they have none
/// @param steps names of the values 0, 1, 2 …; empty for one that is measured
/// @param at where it stands in the document
record StatusFigure(String name, String unit, List<String> steps, JsonPointer at) {
    /// In the order in which they are drawn: how pressed it is, what it asks for, what waits, what
    /// it does.
    static final List<StatusFigure> ALL =
            List.of(
                    stepping("pressure", "/pressure/level", "calm", "busy", "attack", "severe"),
                    measured("pressure factor", "", "/price/pressure_factor"),
                    measured("price", "tries at most", "/price/tries_max"),
                    measured("share of budgets given", "", "/budgets/share"),
                    measured("queue", "rows", "/queue/rows"),
                    measured(
                            "wait of the queue, share of what is allowed", "", "/queue/wait_share"),
                    stepping("breaker", "/breaker/state", "closed", "half_open", "open"),
                    stepping("database", "/breaker/database", "up", "away", "stopped"),
                    measured("journal", "rows", "/journal/rows"),
                    measured("recorded", "a second", "/rates_per_second/recorded"),
                    measured("accepted into the journal", "a second", "/rates_per_second/accepted"),
                    measured("challenges", "a second", "/rates_per_second/challenges"),
                    measured("refused", "a second", "/rates_per_second/refused"),
                    measured("held signatures", "in all", "/budgets/held_signatures"));

    /// Its value; null when the document does not hold it, or as a state nobody knows.
    @Nullable Double in(JsonNode status) {
        JsonNode value = status.at(at);
        if (steps.isEmpty()) {
            return value.isNumber() ? value.doubleValue() : null;
        }
        int step = steps.indexOf(value.asText().toLowerCase(Locale.ROOT));
        return step < 0 ? null : (double) step;
    }

    private static StatusFigure measured(String name, String unit, String at) {
        return new StatusFigure(name, unit, List.of(), JsonPointer.compile(at));
    }

    private static StatusFigure stepping(String name, String at, String... steps) {
        return new StatusFigure(name, "", List.of(steps), JsonPointer.compile(at));
    }
}
