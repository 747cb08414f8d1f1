package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.Target;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a rehearsal plays on.
///
/// @param target the gateway
/// @param gatewayCpu CPU time the gateway has used so far
/// @param settings how long and how much
/// @param folder where the report goes
/// @param gatlingReport whether Gatling writes its own report beside it
/// @param notes what the verdict has to say about this stage
/// @param random safe for any number of threads
record Stage(
        Target target,
        Supplier<Duration> gatewayCpu,
        Settings settings,
        Path folder,
        boolean gatlingReport,
        List<String> notes,
        Clock clock,
        RandomGenerator random) {}
