package org.rempart.gateway.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A PostgreSQL in a container that shares this machine's network, on a port of its own: it needs
/// neither a bridge nor port forwarding of the engine.
final class ContainerPostgres extends PostgreSQLContainer {
    private static final int PORT_ATTEMPTS_MAX = 100;

    private final int port;

    ContainerPostgres(String image) {
        super(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        port = freePort();
        withEnv("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256");
        withNetworkMode("host");
        setExposedPorts(List.of());
        setCommand(
                "postgres",
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "max_connections=200");
    }

    @Override
    public Integer getMappedPort(int originalPort) {
        return port;
    }

    /// Below 32768, where Linux starts to take ports for connections: so nobody's connection can
    /// sit on it between this look and the server's start.
    private static int freePort() {
        for (int attempt = 0; attempt < PORT_ATTEMPTS_MAX; attempt++) {
            int candidate = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (var socket = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException _) {
                // taken: the next one
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no free port in " + PORT_ATTEMPTS_MAX + " attempts");
    }
}
