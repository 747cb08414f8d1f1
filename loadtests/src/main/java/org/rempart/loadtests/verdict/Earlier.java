package org.rempart.loadtests.verdict;

import java.util.List;

/// An earlier run of the same rehearsal, as far as its report tells.
public sealed interface Earlier {
    /// One that cannot be compared with.
    ///
    /// @param why a part of a sentence
    record Unknown(String why) implements Earlier {}

    /// What it measured.
    ///
    /// @param outcome its one word
    record Run(String outcome, Conditions conditions, List<Measure> measures) implements Earlier {
        public Run {
            measures = List.copyOf(measures);
        }
    }
}
