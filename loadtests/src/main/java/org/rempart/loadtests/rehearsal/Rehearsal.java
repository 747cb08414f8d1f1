package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.util.Set;

/// One rehearsal.
interface Rehearsal {
    /// How it is asked for.
    String name();

    /// Whether a build plays it, in its short form, when nobody names a rehearsal.
    boolean inEveryBuild();

    /// What it needs that a deployment may not have: where that is missing it is not played.
    default Set<Need> needs() {
        return Set.of();
    }

    /// One line that says what is about to come.
    ///
    /// @param settings what it shares with others
    String announcement(Settings settings);

    /// Why only a machine that is alone can play it, as a part of a sentence; empty when several
    /// can play it together, each its part.
    default String alone() {
        return "";
    }

    /// Sets its stage, plays, and clears the stage away.
    ///
    /// @throws IOException when the gateway does not answer as its contract says, so that there is
    ///   nothing to judge
    Ending play(Run run) throws IOException, InterruptedException;

    /// How a rehearsal ends.
    sealed interface Ending {
        /// With a verdict.
        record Judged(Verdict verdict) implements Ending {}

        /// Before it began: the gateway does not consent.
        ///
        /// @param why a sentence for the operator
        record Refused(String why) implements Ending {}
    }
}
