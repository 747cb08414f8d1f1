package org.rempart.loadtests.verdict;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Figures of one shape, with a title, as people are shown them. Programs are told the shape's name
/// beside them.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "shape")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Table.Waits.class, name = "waits"),
    @JsonSubTypes.Type(value = Table.Answers.class, name = "answers"),
    @JsonSubTypes.Type(value = Table.Amounts.class, name = "amounts"),
    @JsonSubTypes.Type(value = Table.Changes.class, name = "changes"),
    @JsonSubTypes.Type(value = Table.Facts.class, name = "facts")
})
public sealed interface Table {
    String title();

    /// How long somebody waited.
    record Waits(String title, List<Wait> waits) implements Table {
        public Waits {
            waits = List.copyOf(waits);
        }
    }

    /// One distribution of waits.
    ///
    /// @param name who waited, or for what
    record Wait(String name, Percentiles ms) {}

    /// What requests were answered.
    record Answers(String title, List<Asked> asked) implements Table {
        public Answers {
            asked = List.copyOf(asked);
        }
    }

    /// One kind of request.
    ///
    /// @param kind what was asked
    /// @param sent how often
    /// @param unanswered how many of those got no answer
    /// @param answers the others' answers, by status and `code`
    record Asked(String kind, long sent, long unanswered, Map<String, Long> answers) {
        public Asked {
            answers = Collections.unmodifiableMap(new TreeMap<>(answers));
        }

        /// One kind of an attack.
        public static Asked of(AttackFigures attack) {
            return new Asked(attack.kind(), attack.sent(), attack.unanswered(), attack.answers());
        }

        /// All that is known is what was answered.
        public static Asked of(String kind, Map<String, Long> answers) {
            long sent = answers.values().stream().mapToLong(Long::longValue).sum();
            return new Asked(kind, sent, 0, answers);
        }
    }

    /// Amounts of one unit, to be compared.
    record Amounts(String title, String unit, Map<String, Double> amounts) implements Table {
        public Amounts {
            amounts = Collections.unmodifiableMap(new LinkedHashMap<>(amounts));
        }
    }

    /// Figures beside those of an earlier run.
    record Changes(String title, List<BaselineFigures.Change> changes) implements Table {
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /// How many times what it was a figure is; nothing where it was nothing.
    static String times(BaselineFigures.Change change) {
        return change.earlier() == 0
                ? ""
                : String.format(Locale.ROOT, "  × %.2f", change.now() / change.earlier());
    }

    /// Anything else: a name and a value each.
    record Facts(String title, List<Fact> facts) implements Table {
        public Facts {
            facts = List.copyOf(facts);
        }
    }

    /// A name and a value.
    ///
    /// @param value with its unit; empty when there is none
    record Fact(String name, String value) {}

    /// A fact with a value by a pattern of [String#format].
    // the annotation that would have calls checked is in no library of this module
    @SuppressWarnings("AnnotateFormatMethod")
    static Fact fact(String name, String pattern, Object... values) {
        return new Fact(name, String.format(Locale.ROOT, pattern, values));
    }

    /// A number of each of some things.
    static Fact counts(String name, Map<String, Long> counts) {
        return new Fact(name, counts(counts));
    }

    /// When something happened after something else.
    ///
    /// @param seconds negative: it did not
    static Fact after(String name, double seconds) {
        return seconds < 0 ? new Fact(name, "not in time") : fact(name, "%.1f s", seconds);
    }

    /// Receipts or the like, of which a few are named: enough to look one up. None: no fact.
    static List<Fact> some(String name, List<String> all) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<String> some = new ArrayList<>(all.subList(0, Math.min(all.size(), 5)));
        if (some.size() < all.size()) {
            some.add("…");
        }
        return List.of(fact(name, "%,d: %s", all.size(), String.join(", ", some)));
    }

    /// `name: number`, by name.
    static String counts(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(count -> count.getKey() + ": " + count.getValue())
                        .collect(Collectors.joining(", "));
    }
}
