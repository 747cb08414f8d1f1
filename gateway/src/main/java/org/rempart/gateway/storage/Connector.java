package org.rempart.gateway.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.SslMode;

import org.rempart.gateway.settings.DatabaseUrl;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Opens connections: to the first of the hosts that answers and takes writes.
///
/// Safe from any thread.
public final class Connector {
    /// A login over a bad network takes a few round trips; a server that takes longer hangs.
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    /// One of our statements is longer than the 2,047 characters up to which the client library
    /// keeps statements prepared by default.
    private static final int PREPARED_CHARACTERS_MAX = 32 * 1024;

    /// Not true of a standby, nor of a server that was told to take no writes.
    static final String TAKES_WRITES = "current_setting('transaction_read_only') = 'off'";

    private final Vertx vertx;
    private final NetClient client;
    private final List<PgConnectOptions> hosts;
    private volatile int preferred;

    /// Prepares for that database.
    ///
    /// @param statementTimeout after which the server itself gives a statement up
    public Connector(Vertx vertx, DatabaseUrl url, Duration statementTimeout) {
        this.vertx = vertx;
        this.client =
                vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS));
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
                        .setPreparedStatementCacheSqlLimit(PREPARED_CHARACTERS_MAX)
                        // a plan for any number of rows joins 500 by nested loops (measured: 35 to
                        // 48 ms a batch instead of 16 to 21), and one that was kept from when
                        // spent_challenge was small reads all of it for every batch
                        .addProperty("plan_cache_mode", "force_custom_plan")
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

    /// Starts to connect. Must be called on the context that is to own the connection.
    Connecting connect() {
        Connecting connecting =
                new Connecting(vertx, hosts.size(), preferred, this::attempt, at -> preferred = at);
        connecting.start();
        return connecting;
    }

    private Future<Wire> attempt(int host, Sockets sockets) {
        Context context = vertx.getOrCreateContext();
        return sockets.connect(vertx, context, client, hosts.get(host))
                .compose(this::checked)
                .map(connection -> new Wire(connection, sockets))
                .timeout(CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                .onFailure(_ -> sockets.abandon());
    }

    /// Where there is one host only, a standby is better than nothing: it can still be read.
    private Future<PgConnection> checked(PgConnection connection) {
        return hosts.size() == 1
                ? Future.succeededFuture(connection)
                : connection
                        .query("SELECT " + TAKES_WRITES)
                        .execute()
                        .compose(rows -> takesWrites(rows.iterator().next().getBoolean(0)))
                        .map(connection);
    }

    /// Fails with [Failure#READ_ONLY] unless [#TAKES_WRITES] was true.
    static Future<Void> takesWrites(boolean answer) {
        return answer
                ? Future.succeededFuture()
                : Future.failedFuture(
                        new StorageException(Failure.READ_ONLY, Failure.READ_ONLY.words, null));
    }
}
