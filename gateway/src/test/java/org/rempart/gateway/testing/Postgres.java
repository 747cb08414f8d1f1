package org.rempart.gateway.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.testcontainers.DockerClientFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/// The PostgreSQL server of this test run: in a container where a Docker engine answers, embedded
/// otherwise. It is started when the first test asks for a database and ends with the JVM; each
/// test class takes databases of its own.
final class Postgres {
    /// Where no other image is named, and an engine can pull one.
    private static final String IMAGE = "postgres:18";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private record Server(String host, int port, String user, String password) {}

    /// Started on first use.
    private static final class Running {
        static final Server SERVER = start();
    }

    private Postgres() {}

    /// A new, empty database.
    static TestDatabase create() {
        Server server = Running.SERVER;
        String name = "test_" + DATABASES.incrementAndGet();
        TestDatabase admin =
                new TestDatabase(
                        server.host(), server.port(), server.user(), server.password(), "postgres");
        admin.run("CREATE DATABASE " + name);
        return new TestDatabase(
                server.host(), server.port(), server.user(), server.password(), name);
    }

    private static Server start() {
        String image = System.getenv("REMPART_TEST_POSTGRES_IMAGE");
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return inContainer(image == null ? IMAGE : image);
        }
        if (image != null) {
            throw new IllegalStateException(
                    "REMPART_TEST_POSTGRES_IMAGE names an image, but no Docker engine answers");
        }
        return embedded();
    }

    @SuppressWarnings("resource")
    private static Server inContainer(String image) {
        ContainerPostgres container = new ContainerPostgres(image);
        container.withDatabaseName("postgres").withUsername("rempart").withPassword("a secret");
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        System.out.println("tests use PostgreSQL in a container of " + image);
        return new Server("127.0.0.1", container.getMappedPort(5432), "rempart", "a secret");
    }

    private static Server embedded() {
        try {
            EmbeddedPostgres server =
                    EmbeddedPostgres.builder().setServerConfig("max_connections", "200").start();
            System.out.println("tests use the embedded PostgreSQL");
            return new Server("127.0.0.1", server.getPort(), "postgres", "unused");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
