package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.Target;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// A gateway for workers, whose CPU time is known together with its database's.
///
/// @param costs CPU time so far
/// @param random safe for any number of threads
record WorkersStage(Target target, Costs costs, Clock clock, RandomGenerator random) {
    /// CPU time of a gateway and of its database.
    interface Costs {
        Duration gateway();

        Duration database() throws IOException;
    }

    /// The one gateway of a deployment.
    static WorkersStage of(Run run, Deployment deployment) {
        Costs costs =
                new Costs() {
                    @Override
                    public Duration gateway() {
                        return deployment.gateways().getFirst().cpu();
                    }

                    @Override
                    public Duration database() throws IOException {
                        return deployment.database().cpu();
                    }
                };
        return new WorkersStage(
                deployment.gateways().getFirst().target(), costs, run.clock(), run.random());
    }

    GatewayClient client() {
        return new GatewayClient(target, clock, random);
    }
}
