package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// Removes challenges that expired long ago from those that are remembered as spent, without
/// opening one of them again.
///
/// The horizon does that. A batch refuses what expired at or before `expired_before`, spent or not,
/// so those rows need not be remembered. They leave in two steps. First the horizon moves past
/// them; only after [#MOVE_INTERVAL] may they be deleted (`deletable_before`). By then no batch
/// runs that began before the move: the server ends a statement within `storage.batch-deadline`, a
/// minute at most. In one step, such a batch, which does not see the new horizon and not what was
/// spent since it began, could claim a challenge whose row is deleted under its hands.
///
/// Everything is by the database's clock, and holds whatever that does. The horizon never moves
/// back, and on by at most [#STEP_MAX] at a time, so that a clock that was far ahead for some
/// minutes takes nothing away from people who come when it is right again.
public final class SpentChallenges {
    /// How often every gateway calls [#removeExpired()].
    public static final Duration ROUND_INTERVAL = Duration.ofSeconds(30);

    /// How long a spent challenge is remembered after its expiry. Gateways refuse it as expired by
    /// then: it is far more than their clocks and the database's can differ by.
    static final Duration KEPT_AFTER_EXPIRY = Duration.ofHours(1);

    /// Twice the longest time a batch may run.
    static final Duration MOVE_INTERVAL = Duration.ofMinutes(2);

    /// Five times as fast as time goes by, to catch up after a stop; slow enough that a clock may
    /// be wrong for ten minutes before the horizon reaches the present.
    static final Duration STEP_MAX = Duration.ofMinutes(10);

    /// Takes some ten milliseconds, and makes a transaction that nobody notices.
    static final int BATCH_ROWS_MAX = 2_000;

    /// With the pause, a round ends before the next one begins, and removes up to 13,000 rows a
    /// second: more than come for long.
    private static final int BATCHES_MAX = 200;

    /// Between two batches, for everybody else.
    private static final long PAUSE_MS = 50;

    /// Any number that no one else locks: the text "spent" in ASCII.
    static final long LOCK = 0x7370656e74L;

    /// A last move in the future is one by a clock that has been put back since: it is waited for
    /// from now.
    private static final String MOVE =
            """
            UPDATE spent_horizon
               SET moved_at = now(),
                   deletable_before = CASE WHEN moved_at <= now()
                                           THEN expired_before ELSE deletable_before END,
                   expired_before = CASE WHEN moved_at <= now()
                                         THEN greatest(expired_before, least(
                                                  now() - $1::bigint * interval '1 ms',
                                                  expired_before + $2::bigint * interval '1 ms'))
                                         ELSE expired_before END
             WHERE moved_at NOT BETWEEN now() - $3::bigint * interval '1 ms' AND now()
            """;

    /// Nothing when another gateway is at it.
    private static final String DELETE =
            """
            WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock($1) AS ours),
                 gone AS (
                DELETE FROM spent_challenge
                 WHERE ctid = ANY (ARRAY(
                           SELECT ctid FROM spent_challenge
                            WHERE (SELECT ours FROM turn)
                              AND expires_at <= (SELECT deletable_before FROM spent_horizon)
                            ORDER BY expires_at
                            LIMIT $2
                              FOR UPDATE SKIP LOCKED))
                RETURNING 1
            )
            SELECT count(*) AS removed FROM gone
            """;

    /// As of the last vacuum or analyze.
    private static final String ESTIMATE =
            "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid ="
                    + " 'spent_challenge'::regclass";

    private final Vertx vertx;
    private final Link link;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final LongAdder removed = new LongAdder();
    private volatile long remembered;

    /// Works over that link.
    public SpentChallenges(Vertx vertx, Link link) {
        this.vertx = vertx;
        this.link = link;
    }

    /// One round: moves the horizon if it is time, then deletes what may be. Several gateways may
    /// call it at once; one of them does the work. A call while the last one's round goes on does
    /// nothing. Fails when the database does; the next round makes up for it.
    public Future<Void> removeExpired() {
        if (!underWay.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        return move().compose(_ -> delete(1))
                .compose(_ -> estimate())
                .onComplete(_ -> underWay.set(false));
    }

    private Future<Void> move() {
        Tuple bounds =
                Tuple.of(
                        KEPT_AFTER_EXPIRY.toMillis(),
                        STEP_MAX.toMillis(),
                        MOVE_INTERVAL.toMillis());
        return link.use(connection -> connection.preparedQuery(MOVE).execute(bounds)).mapEmpty();
    }

    private Future<Void> delete(int batch) {
        Tuple bounds = Tuple.of(LOCK, BATCH_ROWS_MAX);
        return link.use(connection -> connection.preparedQuery(DELETE).execute(bounds))
                .compose(rows -> {
                    long count = rows.iterator().next().getLong("removed");
                    removed.add(count);
                    return count < BATCH_ROWS_MAX || batch == BATCHES_MAX
                            ? Future.succeededFuture()
                            : pause().compose(_ -> delete(batch + 1));
                });
    }

    private Future<Void> pause() {
        Promise<Void> promise = Promise.promise();
        vertx.setTimer(PAUSE_MS, _ -> promise.complete());
        return promise.future();
    }

    private Future<Void> estimate() {
        return link.use(connection -> connection.query(ESTIMATE).execute())
                .map(rows -> {
                    Row row = rows.iterator().next();
                    remembered = row.getLong(0);
                    return null;
                });
    }

    /// Rows that this gateway removed.
    public long removed() {
        return removed.sum();
    }

    /// Spent challenges that are remembered, as the database estimated when last asked.
    public long remembered() {
        return remembered;
    }
}
