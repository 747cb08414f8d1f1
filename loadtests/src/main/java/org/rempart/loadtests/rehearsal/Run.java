package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.Secret;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What a rehearsal is given to set its stage with.
///
/// @param settings how long and how much
/// @param venue where it is played
/// @param withdrawn told why, when a gateway takes its consent back
/// @param folder an empty one, for the report and for what the run needs
/// @param random safe for any number of threads
record Run(
        Settings settings,
        Venue venue,
        Consumer<String> withdrawn,
        Path folder,
        Clock clock,
        RandomGenerator random) {
    private static final int TOKEN_BYTES = 24;

    /// A token for this run.
    Secret token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
