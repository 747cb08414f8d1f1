package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.Percentiles;

import java.util.List;
import java.util.Map;

/// Figures of one shape, with a title.
sealed interface Block {
    String title();

    /// How long somebody waited.
    record Waits(String title, List<Wait> waits) implements Block {}

    /// One distribution of waits.
    ///
    /// @param name who waited, or for what
    record Wait(String name, Percentiles ms) {}

    /// What requests were answered.
    record Answers(String title, List<Asked> asked) implements Block {}

    /// One kind of request.
    ///
    /// @param kind what was asked
    /// @param sent how often
    /// @param unanswered how many of those got no answer
    /// @param answers the others' answers, by status and `code`
    record Asked(String kind, long sent, long unanswered, Map<String, Long> answers) {
        static Asked of(AttackFigures attack) {
            return new Asked(attack.kind(), attack.sent(), attack.unanswered(), attack.answers());
        }

        /// All that is known is what was answered.
        static Asked of(String kind, Map<String, Long> answers) {
            long sent = answers.values().stream().mapToLong(Long::longValue).sum();
            return new Asked(kind, sent, 0, answers);
        }
    }

    /// Amounts of one unit, to be compared.
    record Amounts(String title, String unit, Map<String, Double> amounts) implements Block {}

    /// Anything else: a name and a value each.
    record Facts(String title, List<Fact> facts) implements Block {}

    /// A name and a value.
    ///
    /// @param value with its unit
    record Fact(String name, String value) {}
}
