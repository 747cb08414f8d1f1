package org.rempart.loadtests.rehearsal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// A gateway for workers, whose CPU time is known together with its database's.
///
/// @param database CPU time of the database so far
record WorkersStage(Stage stage, DatabaseCpu database) {
    /// CPU time of a database.
    interface DatabaseCpu {
        Duration soFar() throws IOException;
    }

    /// The one gateway of a deployment.
    static WorkersStage of(Run run, Deployment deployment) {
        return new WorkersStage(
                Stage.of(run, deployment, List.of()), () -> deployment.database().cpu());
    }
}
