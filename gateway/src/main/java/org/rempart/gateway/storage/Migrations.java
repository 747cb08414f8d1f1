package org.rempart.gateway.storage;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.rempart.gateway.settings.DatabaseUrl;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

/// Brings the schema up to date. Several gateways may do so at once: Flyway takes an advisory lock.
/// Blocks: for the start only.
public final class Migrations {
    /// The oldest PostgreSQL that is tried.
    private static final int SERVER_VERSION_LEAST = 15;

    private static final int CONNECT_TIMEOUT_S = 5;

    /// For each step of a login, of which there are a handful.
    private static final int ANSWER_TIMEOUT_S = 3;

    /// For a login as a whole, with each of the hosts.
    private static final int LOGIN_TIMEOUT_S = 15;

    private Migrations() {}

    /// Connects, looks at the server's version, and migrates.
    ///
    /// @throws StorageException with one sentence: not reachable, refused, too old, not migrated
    public static void run(DatabaseUrl url) {
        PGSimpleDataSource source = dataSource(url);
        source.setSocketTimeout(ANSWER_TIMEOUT_S);
        check(source, url);
        // a migration of many rows takes what it takes
        source.setSocketTimeout(0);
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:org/rempart/gateway/storage/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException(
                    "cannot bring the schema of the database at %s up to date: %s"
                            .formatted(url, reason(e)),
                    e);
        }
    }

    private static void check(DataSource source, DatabaseUrl url) {
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
                    "cannot use the database at %s: %s".formatted(url, reason(e)), e);
        }
    }

    /// The server's own words, or why there are none.
    private static String reason(Throwable e) {
        return switch (e.getCause()) {
            case ConnectException _ -> "nobody listens there";
            case SocketTimeoutException _ -> "no answer in time";
            case UnknownHostException _ -> "there is no such host";
            case SQLException cause -> reason(cause);
            case FlywayException cause -> reason(cause);
            case null, default -> firstSentence(e.getMessage());
        };
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
        source.setLoginTimeout(LOGIN_TIMEOUT_S * url.hosts().size());
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

    private static String firstSentence(@Nullable String message) {
        return String.valueOf(message)
                .lines()
                .findFirst()
                .orElse("no reason given")
                .replaceFirst("\\.(\\s.*)?$", "");
    }
}
