package org.rempart.loadtests.rehearsal;

import java.util.List;
import java.util.random.RandomGenerator;

/// What a run plays, and with which settings.
///
/// @param rehearsals in the order they are played
/// @param abortOnFail whether one that is not green is the last that is played
/// @param baseline what verdicts are set beside
record Programme(
        Settings settings, List<Rehearsal> rehearsals, boolean abortOnFail, Baseline baseline) {
    Programme {
        rehearsals = List.copyOf(rehearsals);
    }

    /// Reads `key=value` arguments.
    ///
    /// @param random where a seed comes from that is not given
    /// @throws IllegalArgumentException with a sentence that names the wrong key or rehearsal
    static Programme of(RandomGenerator random, String... arguments) {
        Given given = Given.of(arguments);
        Settings settings = Settings.of(given, random);
        Rehearsals rehearsals = Rehearsals.of(given);
        Baseline baseline =
                Baseline.of(given, rehearsals, Runtime.getRuntime().availableProcessors());
        given.nothingElse();
        return new Programme(
                settings, rehearsals.named(settings.names()), given.abortOnFail(), baseline);
    }
}
