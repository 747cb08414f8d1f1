package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.Departures;
import org.rempart.loadtests.target.GatewayProcess;
import org.rempart.loadtests.target.LastingGateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sets the stage of a rehearsal, where it is to be played, and clears it away. The one place that
/// knows whether gateways are started or stand already.
final class Stages {
    private Stages() {}

    /// What is played.
    interface Play {
        Rehearsal.Ending on(Stage stage) throws IOException, InterruptedException;
    }

    /// Plays on the gateways a rehearsal asks for, or on those that stand.
    ///
    /// @param notes what the verdict has to say wherever it is played
    static Rehearsal.Ending play(Run run, Wanted wanted, List<String> notes, Play play)
            throws IOException, InterruptedException {
        return switch (run.venue()) {
            case Venue.Own _ when wanted.database() -> {
                try (Deployment deployment =
                        Deployment.start(run, wanted.gateways(), wanted.variables(), "")) {
                    yield play.on(Stage.of(run, deployment, both(wanted.notes(), notes)));
                }
            }
            case Venue.Own(var jar) -> {
                try (GatewayProcess gateway =
                        GatewayProcess.start(
                                jar, run.folder(), run.token(), run.token(), wanted.variables())) {
                    yield play.on(Stage.of(run, gateway, both(wanted.notes(), notes)));
                }
            }
            case Venue.Standing standing -> {
                Departures departures = standing.departures();
                List<String> said = new ArrayList<>(said(standing, wanted));
                departures.said().ifPresent(said::add);
                try (MeteredCpu cpu = new MeteredCpu(standing.gateways())) {
                    yield play.on(Stage.of(run, standing, departures, cpu, both(said, notes)));
                }
            }
        };
    }

    private static List<String> said(Venue.Standing standing, Wanted wanted) {
        List<String> said = new ArrayList<>();
        said.add("played on a deployment as it is: " + standing.said());
        if (standing.gateways().size() < wanted.gateways()) {
            said.add(
                    "%d gateways are meant for it, and it was told of %d: name each as a target where they can be reached one by one"
                            .formatted(wanted.gateways(), standing.gateways().size()));
        }
        return said;
    }

    private static List<String> both(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /// What is known of a gateway of a deployment that was started.
    static Optional<Backstage> behind(Deployment deployment) {
        LastingGateway first = deployment.gateways().getFirst();
        return Optional.of(
                new Backstage(first::pid, first.log(), Optional.of(deployment.database())));
    }

    /// What is known of a gateway that was started.
    static Optional<Backstage> behind(GatewayProcess gateway) {
        return Optional.of(new Backstage(gateway::pid, gateway.log(), Optional.empty()));
    }
}
