package org.rempart.loadtests.merge;

import org.rempart.loadtests.verdict.Verdict;

/// What several machines come to together.
public sealed interface Merged {
    /// A verdict.
    record Judged(Verdict verdict) implements Merged {}

    /// None, because at least one machine has none.
    ///
    /// @param word `UNABLE`, `REFUSED` or `NOT PLAYED`
    /// @param why a sentence that names the machine
    record Unjudged(String word, String why) implements Merged {}
}
