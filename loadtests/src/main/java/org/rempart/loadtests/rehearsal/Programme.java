package org.rempart.loadtests.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a run plays, and with which settings.
///
/// @param venue where
/// @param rehearsals in the order they are played, or looked for where they are merged
/// @param abortOnFail whether one that is not green is the last that is played
/// @param baseline what verdicts are set beside
/// @param merging what is merged instead of playing
record Programme(
        Settings settings,
        Venue venue,
        List<Rehearsal> rehearsals,
        boolean abortOnFail,
        Baseline baseline,
        Optional<Merging> merging) {
    Programme {
        rehearsals = List.copyOf(rehearsals);
    }

    /// Reads `key=value` arguments.
    ///
    /// @param random where a seed comes from that is not given
    /// @param environment variables of this process
    /// @throws IllegalArgumentException with a sentence that names the wrong key or rehearsal
    static Programme of(
            RandomGenerator random, Map<String, String> environment, String... arguments) {
        Given given = Given.of(arguments);
        Settings settings = Settings.of(given, random);
        Venue venue = Venue.of(given, settings.gatewayJar(), environment);
        if (settings.share().divided() && venue instanceof Venue.Own) {
            throw new IllegalArgumentException(
                    "several machines come to one deployment: target has to say which");
        }
        Rehearsals rehearsals = Rehearsals.of(given);
        Baseline baseline =
                Baseline.of(given, rehearsals, Runtime.getRuntime().availableProcessors());
        Optional<Merging> merging = Merging.of(given);
        given.nothingElse();
        List<Rehearsal> named =
                merging.isPresent() && settings.names().isEmpty()
                        ? rehearsals.named(List.of("all"))
                        : rehearsals.named(settings.names());
        return new Programme(settings, venue, named, given.abortOnFail(), baseline, merging);
    }
}
