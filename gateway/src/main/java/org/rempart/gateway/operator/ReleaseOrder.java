package org.rempart.gateway.operator;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.http.InvalidField;
import org.rempart.gateway.storage.HeldSignatures;
import org.rempart.gateway.storage.Hold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which signatures an operator wants released, checked: all errors at once. Every field is needed,
/// so that nobody releases more than he names.
final class ReleaseOrder {
    private static final Set<String> FIELDS = Set.of("reason", "from", "to");

    private static final String REASONS =
            Arrays.stream(Hold.values()).map(Hold::label).collect(Collectors.joining(" or "));

    /// What an order came to.
    sealed interface Result {
        record Valid(HeldSignatures.Range range) implements Result {}

        record Invalid(List<InvalidField> errors) implements Result {}
    }

    private final JsonObject fields;
    private final List<InvalidField> errors = new ArrayList<>();

    private ReleaseOrder(JsonObject fields) {
        this.fields = fields;
    }

    static Result read(JsonObject fields) {
        return new ReleaseOrder(fields).read();
    }

    private Result read() {
        for (String name : new TreeSet<>(fields.fieldNames())) {
            if (!FIELDS.contains(name)) {
                error(name, "unknown", "cannot be set here");
            }
        }
        Hold reason = reason();
        Instant from = time("from");
        Instant to = time("to");
        if (from != null && to != null && !from.isBefore(to)) {
            error("to", "not_after_from", "a time after from; it is itself not in the range");
        }
        return reason == null || from == null || to == null || !errors.isEmpty()
                ? new Result.Invalid(errors)
                : new Result.Valid(new HeldSignatures.Range(reason, from, to));
    }

    private @Nullable Hold reason() {
        for (Hold hold : Hold.values()) {
            if (hold.label().equals(fields.getValue("reason"))) {
                return hold;
            }
        }
        error("reason", "not_a_reason", REASONS);
        return null;
    }

    private @Nullable Instant time(String name) {
        Instant time = SentTime.read(fields.getValue(name));
        if (time == null) {
            error(name, "not_a_time", "a time such as 2026-11-22T08:00:00Z");
        }
        return time;
    }

    private void error(String field, String code, String message) {
        errors.add(new InvalidField(field, code, message));
    }
}
