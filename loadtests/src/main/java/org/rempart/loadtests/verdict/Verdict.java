package org.rempart.loadtests.verdict;

import org.rempart.loadtests.verdict.Criterion.Of;

import java.util.ArrayList;
import java.util.List;

/// What a rehearsal says in the end.
///
/// @param rehearsal its name
/// @param threat what came, as a part of a sentence: `a flood of 25,000 requests a second`
/// @param outcome the one word
/// @param criteria what it was judged by
/// @param evidence all that was seen
/// @param notes what a reader has to know about this run, a sentence each
public record Verdict(
        String rehearsal,
        String threat,
        Outcome outcome,
        List<Criterion> criteria,
        Evidence evidence,
        List<String> notes) {
    /// The one word.
    public enum Outcome {
        GREEN("GREEN"),
        RED("RED"),
        NOT_VALID("NOT VALID");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /// Judges.
    public static Verdict of(
            String rehearsal,
            String threat,
            List<Criterion> criteria,
            Evidence evidence,
            List<String> notes) {
        return new Verdict(
                rehearsal,
                threat,
                outcome(criteria),
                List.copyOf(criteria),
                evidence,
                List.copyOf(notes));
    }

    /// A count that is not true is red whatever the generator did; a generator that could not keep
    /// up makes everything else mean nothing.
    public static Outcome outcome(List<Criterion> criteria) {
        if (fails(criteria, Of.TRUTH)) {
            return Outcome.RED;
        }
        if (fails(criteria, Of.GENERATOR)) {
            return Outcome.NOT_VALID;
        }
        return fails(criteria, Of.SERVICE) ? Outcome.RED : Outcome.GREEN;
    }

    /// With one more part of what was seen.
    public Verdict showing(String name, Part part) {
        return new Verdict(rehearsal, threat, outcome, criteria, evidence.with(name, part), notes);
    }

    /// Judged by more criteria.
    Verdict judgedBy(List<Criterion> more) {
        List<Criterion> all = new ArrayList<>(criteria);
        all.addAll(more);
        return of(rehearsal, threat, all, evidence, notes);
    }

    /// With more that a reader has to know.
    Verdict noting(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        return new Verdict(rehearsal, threat, outcome, criteria, evidence, List.copyOf(all));
    }

    /// The criteria that do not hold.
    public List<Criterion> failed() {
        return criteria.stream().filter(criterion -> !criterion.passed()).toList();
    }

    private static boolean fails(List<Criterion> criteria, Of of) {
        return criteria.stream().anyMatch(criterion -> criterion.of() == of && !criterion.passed());
    }
}
