package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.signer.Departures;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.target.GatewayProcess;
import org.rempart.loadtests.target.LastingGateway;
import org.rempart.loadtests.target.Target;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a rehearsal plays on.
///
/// @param gateways one at least, on one database
/// @param gatewayCpu CPU time the gateways have used so far; empty where nobody says it
/// @param backstage what is known of gateways that were started here; empty of any other
/// @param departures asked before each request
/// @param withdrawn told why, when a gateway that stands already no longer consents
/// @param settings how long and how much
/// @param folder where the report goes
/// @param notes what the verdict has to say about this stage
/// @param random safe for any number of threads
record Stage(
        List<Target> gateways,
        Supplier<Optional<Duration>> gatewayCpu,
        Optional<Backstage> backstage,
        Departures departures,
        Consumer<String> withdrawn,
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
                () -> Optional.of(gateway.cpu()),
                Stages.behind(gateway),
                new Departures(),
                _ -> {},
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
                () -> Optional.of(deployment.gatewayCpu()),
                Stages.behind(deployment),
                new Departures(),
                _ -> {},
                run.settings(),
                run.folder(),
                notes,
                run.clock(),
                run.random());
    }

    /// Gateways that stand already.
    static Stage of(
            Run run,
            Venue.Standing standing,
            Departures departures,
            Supplier<Optional<Duration>> gatewayCpu,
            List<String> notes) {
        return new Stage(
                standing.gateways(),
                gatewayCpu,
                Optional.empty(),
                departures,
                run.withdrawn(),
                run.settings(),
                run.folder(),
                notes,
                run.clock(),
                run.random());
    }

    /// Whether the gateways were there before, and stay: what was made in them has to be removed.
    boolean standing() {
        return backstage.isEmpty();
    }

    /// People for it, whom [#departures] stops, and none of whom comes to another machine too.
    People people() {
        Share share = settings.share();
        return new People(
                share.before(SourceAddresses.PEOPLE),
                share.of(SourceAddresses.PEOPLE),
                random,
                departures);
    }

    /// The first gateway.
    Target target() {
        return gateways.getFirst();
    }

    /// The first gateway, for raw connections.
    PublicSide publicSide() {
        return target().gate();
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

    /// CPU time the gateways have used so far, in seconds; not a number where nobody says it.
    double gatewayCpuS() {
        return gatewayCpu.get().map(cpu -> cpu.toMillis() / 1000.0).orElse(Double.NaN);
    }
}
