package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.GatewayProcess;
import org.rempart.loadtests.target.LastingGateway;
import org.rempart.loadtests.target.Target;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a rehearsal plays on.
///
/// @param gateways one at least, on one database
/// @param gatewayCpu CPU time the gateways have used so far
/// @param settings how long and how much
/// @param folder where the report goes
/// @param notes what the verdict has to say about this stage
/// @param random safe for any number of threads
record Stage(
        List<Target> gateways,
        Supplier<Duration> gatewayCpu,
        Settings settings,
        Path folder,
        List<String> notes,
        Clock clock,
        RandomGenerator random) {
    Stage {
        gateways = List.copyOf(gateways);
        notes = List.copyOf(notes);
    }

    /// One gateway with a database of its own.
    static Stage of(Run run, GatewayProcess gateway, List<String> notes) {
        return new Stage(
                List.of(gateway.target()),
                gateway::cpu,
                run.settings(),
                run.folder(),
                notes,
                run.clock(),
                run.random());
    }

    /// All gateways of a deployment.
    static Stage of(Run run, Deployment deployment, List<String> notes) {
        return new Stage(
                deployment.gateways().stream().map(LastingGateway::target).toList(),
                deployment::gatewayCpu,
                run.settings(),
                run.folder(),
                notes,
                run.clock(),
                run.random());
    }

    /// The first gateway.
    Target target() {
        return gateways.getFirst();
    }

    /// The gateways by the names that reports give them.
    Map<String, Target> named() {
        Map<String, Target> named = new TreeMap<>();
        if (gateways.size() == 1) {
            named.put("gateway", target());
        } else {
            for (Target gateway : gateways) {
                named.put("gateway " + (named.size() + 1), gateway);
            }
        }
        return named;
    }

    /// CPU time the gateways have used so far, in seconds.
    double gatewayCpuS() {
        return gatewayCpu.get().toMillis() / 1000.0;
    }
}
