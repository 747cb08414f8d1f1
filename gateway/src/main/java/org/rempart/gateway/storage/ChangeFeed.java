package org.rempart.gateway.storage;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import java.time.Duration;
import java.util.function.Consumer;

/// Hears what other gateways changed (LISTEN), tells them (NOTIFY), and asks the database for the
/// time, over a connection of its own.
///
/// A transaction that notifies holds a lock on the whole database's queue until its commit is
/// durable, so batches never notify themselves: whoever wrote tells, afterwards, and not often.
public final class ChangeFeed {
    private static final String CHANNEL = "rempart";

    /// A listening connection that died in silence is noticed by then, and word that was missed is
    /// made up for by "everything".
    private static final long PROBE_INTERVAL_MS = 1_000;

    /// Whoever asks whether the database is reachable learns of its end within this and the
    /// interval, however patient batches are.
    private static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(2);

    private static final String WHAT_TIME = "SELECT clock_timestamp(), " + Connector.TAKES_WRITES;

    private final Vertx vertx;
    private final Link link;
    private final DatabaseClock clock;
    private final Consumer<Change> listener;
    private volatile boolean reachable;
    private long timer;

    /// Prepares; hears nothing before [#start()].
    ///
    /// @param clock put right every second
    /// @param listener called on `context`
    public ChangeFeed(
            Vertx vertx,
            Context context,
            Connector connector,
            Duration deadline,
            DatabaseClock clock,
            Consumer<Change> listener) {
        this.vertx = vertx;
        this.clock = clock;
        this.listener = listener;
        Duration wait = deadline.compareTo(ANSWER_WAIT_MAX) < 0 ? deadline : ANSWER_WAIT_MAX;
        this.link = new Link(vertx, context, connector, wait, this::listen);
    }

    private void listen(PgConnection connection) {
        connection.notificationHandler(
                notification -> listener.accept(Change.of(notification.getPayload())));
        connection
                .query("LISTEN " + CHANNEL)
                .execute()
                .onSuccess(_ -> listener.accept(new Change.Everything()))
                .onFailure(_ -> connection.close()); // it would stay deaf: the next one listens
    }

    /// Begins to listen. The future completes with the first answer: the clock is set.
    public Future<Void> start() {
        timer = vertx.setPeriodic(PROBE_INTERVAL_MS, _ -> probe());
        return probe();
    }

    private Future<Void> probe() {
        // a failure is made up for when the next connection begins to listen
        return link.use(this::ask).onComplete(result -> reachable = result.succeeded());
    }

    /// What time it is there goes to the clock. Fails where no writes are taken: the next probe
    /// looks for a host that takes them.
    private Future<Void> ask(PgConnection connection) {
        long asked = clock.nanoTime();
        return connection
                .query(WHAT_TIME)
                .execute()
                .compose(rows -> {
                    Row row = rows.iterator().next();
                    clock.heard(row.getOffsetDateTime(0).toInstant(), asked, clock.nanoTime());
                    return Connector.takesWrites(row.getBoolean(1));
                });
    }

    /// Whether the database answered, and takes writes, the last time it was asked, a second ago.
    /// Safe from any thread.
    public boolean reachable() {
        return reachable;
    }

    /// Tells all gateways, this one included.
    public Future<Void> tell(Change change) {
        Tuple values = Tuple.of(CHANNEL, change.payload());
        return link.use(connection ->
                        connection.preparedQuery("SELECT pg_notify($1, $2)").execute(values))
                .mapEmpty();
    }

    /// Stops listening.
    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return link.close();
    }
}
