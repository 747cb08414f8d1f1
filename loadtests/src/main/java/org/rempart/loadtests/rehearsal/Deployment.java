package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.database.PostgresServer;
import org.rempart.loadtests.target.LastingGateway;
import org.rempart.loadtests.target.Secret;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gateways on one PostgreSQL, all of a rehearsal's own and all to be ended by it. Their data and
/// the database's are gone when it is closed; their logs stay.
record Deployment(PostgresServer database, List<LastingGateway> gateways) implements AutoCloseable {

    /// Starts the database, then the gateways, and waits until each would take a signature.
    ///
    /// @param more environment variables of the gateways
    /// @param suffix tells its folders from those of another deployment in the same run
    static Deployment start(Run run, int gateways, Map<String, String> more, String suffix)
            throws IOException, InterruptedException {
        PostgresServer database =
                PostgresServer.start(
                        run.folder().resolve("database" + suffix),
                        run.folder().resolve("database" + suffix + ".log"),
                        run.random());
        Deployment deployment = new Deployment(database, new ArrayList<>());
        try {
            Secret operatorToken = run.token();
            Secret rehearsalToken = run.token();
            Map<String, String> variables = new HashMap<>(more);
            variables.put("REMPART_DATABASE_URL", database.url());
            for (int i = 1; i <= gateways; i++) {
                LastingGateway gateway =
                        LastingGateway.start(
                                run.settings().gatewayJar(),
                                run.folder().resolve("gateway" + suffix + "-" + i),
                                operatorToken,
                                rehearsalToken,
                                variables,
                                run.random());
                deployment.gateways.add(gateway);
                // one after the other: the first one makes the schema
                gateway.awaitReady();
            }
            return deployment;
        } catch (IOException | InterruptedException | RuntimeException e) {
            deployment.close();
            throw e;
        }
    }

    /// CPU time of all gateways, in all their lives.
    Duration gatewayCpu() {
        return gateways.stream().map(LastingGateway::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        gateways.forEach(LastingGateway::close);
        database.close();
    }
}
