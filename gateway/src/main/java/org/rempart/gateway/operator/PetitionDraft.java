package org.rempart.gateway.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.http.InvalidField;
import org.rempart.gateway.storage.PetitionRow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A petition as an operator sends it, checked: all errors at once.
final class PetitionDraft {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int SLUG_CHARACTERS_MAX = 80;
    private static final int ACTION_CHARACTERS_MAX = 200;
    private static final int BACKGROUND_CHARACTERS_MAX = 10_000;
    private static final long GOAL_MAX = 1_000_000_000;

    private static final Pattern ORIGIN =
            Pattern.compile("https?://[A-Za-z0-9.-]{1,253}(:\\d{1,5})?");
    private static final int ORIGINS_MAX = 20;
    private static final int PEOPLE_PER_ADDRESS_MAX = 4;

    private static final Set<String> CREATE_FIELDS =
            Set.of(
                    "slug",
                    "action",
                    "background",
                    "goal",
                    "opens_at",
                    "closes_at",
                    "origins",
                    "confirmation",
                    "people_per_address");
    private static final Set<String> CHANGE_FIELDS =
            Set.of(
                    "action",
                    "background",
                    "goal",
                    "opens_at",
                    "closes_at",
                    "origins",
                    "confirmation");

    /// What a draft came to.
    sealed interface Result {
        record Valid(PetitionRow petition) implements Result {}

        record Invalid(List<InvalidField> errors) implements Result {}
    }

    private final JsonObject fields;
    private final List<InvalidField> errors = new ArrayList<>();

    private PetitionDraft(JsonObject fields) {
        this.fields = fields;
    }

    /// A new petition: `slug` and `action` are needed, and it opens at once unless told otherwise.
    static Result create(JsonObject fields, Instant now) {
        PetitionRow blank = new PetitionRow(0, "", "", "", null, now, null, List.of(), "none", 1);
        return new PetitionDraft(fields).over(blank, CREATE_FIELDS);
    }

    /// Changes to one that exists: what is not named stays, and null takes away what may be absent.
    static Result change(JsonObject fields, PetitionRow existing) {
        return new PetitionDraft(fields).over(existing, CHANGE_FIELDS);
    }

    private Result over(PetitionRow before, Set<String> known) {
        for (String name : new TreeSet<>(fields.fieldNames())) {
            if (!known.contains(name)) {
                error(name, "unknown", "cannot be set here");
            }
        }
        Instant opensAt = time("opens_at", before.opensAt());
        Instant closesAt = time("closes_at", before.closesAt());
        PetitionRow petition =
                new PetitionRow(
                        before.id(),
                        slug(before.slug()),
                        text("action", before.action(), 1, ACTION_CHARACTERS_MAX),
                        text("background", before.background(), 0, BACKGROUND_CHARACTERS_MAX),
                        goal(before.goal()),
                        opensAt == null ? before.opensAt() : opensAt,
                        closesAt,
                        origins(before.origins()),
                        confirmation(before.confirmation()),
                        peoplePerAddress(before.peoplePerAddress()));
        return errors.isEmpty() ? new Result.Valid(petition) : new Result.Invalid(errors);
    }

    private String slug(String before) {
        if (!before.isEmpty()) {
            return before;
        }
        if (fields.getValue("slug") instanceof String slug
                && slug.length() <= SLUG_CHARACTERS_MAX
                && SLUG.matcher(slug).matches()) {
            return slug;
        }
        error("slug", "not_a_slug", "1 to 80 of a–z, 0–9 and single hyphens between them");
        return before;
    }

    private String text(String name, String before, int charactersLeast, int charactersMax) {
        if (!fields.containsKey(name) && before.length() >= charactersLeast) {
            return before;
        }
        if (fields.getValue(name) instanceof String text
                && text.strip().length() >= charactersLeast
                && text.length() <= charactersMax
                && text.indexOf('\0') < 0) {
            return text.strip();
        }
        error(
                name,
                "not_a_text",
                "a text of %d to %d characters".formatted(charactersLeast, charactersMax));
        return before;
    }

    private @Nullable Long goal(@Nullable Long before) {
        if (!fields.containsKey("goal")) {
            return before;
        }
        Object value = fields.getValue("goal");
        if (value == null) {
            return null;
        }
        if ((value instanceof Integer || value instanceof Long)
                && ((Number) value).longValue() >= 1
                && ((Number) value).longValue() <= GOAL_MAX) {
            return ((Number) value).longValue();
        }
        error("goal", "not_a_goal", "a whole number from 1 to " + GOAL_MAX + ", or null");
        return before;
    }

    private @Nullable Instant time(String name, @Nullable Instant before) {
        if (!fields.containsKey(name)) {
            return before;
        }
        if (fields.getValue(name) == null) {
            return null;
        }
        Instant time = SentTime.read(fields.getValue(name));
        if (time != null) {
            return time;
        }
        error(name, "not_a_time", "a time such as 2026-11-22T08:00:00Z, or null");
        return before;
    }

    private List<String> origins(List<String> before) {
        if (!fields.containsKey("origins")) {
            return before;
        }
        if (fields.getValue("origins") instanceof JsonArray array
                && array.size() <= ORIGINS_MAX
                && array.stream()
                        .allMatch(item ->
                                item instanceof String origin
                                        && ORIGIN.matcher(origin).matches())) {
            return array.stream().map(String.class::cast).toList();
        }
        error("origins", "not_origins", "up to 20 web origins such as https://petition.example");
        return before;
    }

    private String confirmation(String before) {
        if (fields.containsKey("confirmation") && !"none".equals(fields.getValue("confirmation"))) {
            error("confirmation", "not_a_confirmation", "none: signatures count at once");
        }
        return before;
    }

    private int peoplePerAddress(int before) {
        if (!fields.containsKey("people_per_address")) {
            return before;
        }
        if (fields.getValue("people_per_address") instanceof Integer people
                && people >= 1
                && people <= PEOPLE_PER_ADDRESS_MAX) {
            return people;
        }
        error(
                "people_per_address",
                "not_a_number_of_people",
                "a whole number from 1 to " + PEOPLE_PER_ADDRESS_MAX);
        return before;
    }

    private void error(String field, String code, String message) {
        errors.add(new InvalidField(field, code, message));
    }
}
