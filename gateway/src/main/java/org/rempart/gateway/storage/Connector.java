package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;

import org.rempart.gateway.settings.DatabaseUrl;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Opens connections: to the first of the hosts that answers and takes writes.
public final class Connector {
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private final Vertx vertx;
    private final List<PgConnectOptions> hosts;

    /// Prepares for that database.
    ///
    /// @param statementTimeout after which the server itself gives a statement up
    public Connector(Vertx vertx, DatabaseUrl url, Duration statementTimeout) {
        this.vertx = vertx;
        this.hosts =
                url.hosts().stream().map(host -> options(url, host, statementTimeout)).toList();
    }

    private static PgConnectOptions options(
            DatabaseUrl url, DatabaseUrl.Host host, Duration statementTimeout) {
        PgConnectOptions options =
                new PgConnectOptions()
                        .setHost(host.name())
                        .setPort(host.port())
                        .setDatabase(url.name())
                        .setUser(url.user())
                        .setCachePreparedStatements(true)
                        .addProperty(
                                "statement_timeout", Long.toString(statementTimeout.toMillis()))
                        .addProperty(
                                "application_name",
                                url.parameters().getOrDefault("application_name", "rempart"));
        String password = url.password();
        if (password != null) {
            options.setPassword(password);
        }
        String sslMode = url.parameters().get("sslmode");
        if (sslMode != null) {
            options.setSslMode(SslMode.of(sslMode));
            ClientSSLOptions ssl = new ClientSSLOptions();
            String root = url.parameters().get("sslrootcert");
            if (root == null) {
                ssl.setTrustAll(!sslMode.startsWith("verify"));
            } else {
                ssl.setTrustOptions(new PemTrustOptions().addCertPath(root));
            }
            ssl.setHostnameVerificationAlgorithm("verify-full".equals(sslMode) ? "HTTPS" : "");
            options.setSslOptions(ssl);
        }
        return options;
    }

    /// Must be called on the context that is to own the connection.
    Future<PgConnection> connect() {
        return connect(0);
    }

    private Future<PgConnection> connect(int at) {
        return withTimeout(PgConnection.connect(vertx, hosts.get(at)))
                .compose(connection ->
                        hosts.size() == 1
                                ? Future.succeededFuture(connection)
                                : primary(connection))
                .recover(cause ->
                        at + 1 < hosts.size() ? connect(at + 1) : Future.failedFuture(cause));
    }

    private static Future<PgConnection> withTimeout(Future<PgConnection> connecting) {
        return connecting
                .timeout(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onFailure(_ -> connecting.onSuccess(PgConnection::close));
    }

    private static Future<PgConnection> primary(PgConnection connection) {
        return connection
                .query("SHOW transaction_read_only")
                .execute()
                .compose(rows -> {
                    if ("off".equals(rows.iterator().next().getString(0))) {
                        return Future.succeededFuture(connection);
                    }
                    connection.close();
                    return Future.failedFuture(new StorageException("this host takes no writes"));
                });
    }
}
