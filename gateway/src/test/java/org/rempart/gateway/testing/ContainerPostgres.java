package org.rempart.gateway.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/// A PostgreSQL in a container that shares this machine's network, on a port of its own: it needs
/// neither a bridge nor port forwarding of the engine.
final class ContainerPostgres extends PostgreSQLContainer {
    private final int port;

    ContainerPostgres(String image) {
        super(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        port = freePort();
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

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
