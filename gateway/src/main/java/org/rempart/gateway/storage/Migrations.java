package org.rempart.gateway.storage;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.rempart.gateway.settings.DatabaseUrl;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Brings the schema up to date. Several gateways may do so at once: Flyway takes an advisory lock.
/// Blocks: for the start only.
public final class Migrations {
    /// The oldest PostgreSQL that is tried.
    private static final int SERVER_VERSION_LEAST = 15;

    private static final int CONNECT_TIMEOUT_S = 5;

    private Migrations() {}

    /// Connects, looks at the server's version, and migrates.
    ///
    /// @throws StorageException with one sentence: not reachable, refused, too old, not migrated
    public static void run(DatabaseUrl url) {
        PGSimpleDataSource source = dataSource(url);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("SHOW server_version_num")) {
            version.next();
            int major = version.getInt(1) / 10_000;
            if (major < SERVER_VERSION_LEAST) {
                throw new StorageException(
                        "the database at %s is PostgreSQL %d; %d or newer is needed"
                                .formatted(url, major, SERVER_VERSION_LEAST));
            }
        } catch (SQLException e) {
            throw new StorageException(
                    "cannot use the database at %s: %s".formatted(url, firstLine(e.getMessage())),
                    e);
        }
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:org/rempart/gateway/storage/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException(
                    "cannot bring the schema of the database at %s up to date: %s"
                            .formatted(url, firstLine(e.getMessage())),
                    e);
        }
    }

    private static PGSimpleDataSource dataSource(DatabaseUrl url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(
                url.hosts().stream().map(DatabaseUrl.Host::name).toArray(String[]::new));
        source.setPortNumbers(url.hosts().stream().mapToInt(DatabaseUrl.Host::port).toArray());
        source.setDatabaseName(url.name());
        source.setUser(url.user());
        source.setPassword(url.password());
        source.setConnectTimeout(CONNECT_TIMEOUT_S);
        if (url.hosts().size() > 1) {
            source.setTargetServerType("primary");
        }
        String sslMode = url.parameters().get("sslmode");
        if (sslMode != null) {
            source.setSslMode(sslMode);
        }
        source.setSslRootCert(url.parameters().get("sslrootcert"));
        return source;
    }

    private static String firstLine(@Nullable String message) {
        return String.valueOf(message).lines().findFirst().orElse("no reason given");
    }
}
