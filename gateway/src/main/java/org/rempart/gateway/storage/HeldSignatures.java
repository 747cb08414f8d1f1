package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// What is recorded and not counted: says how much there is, and releases it.
///
/// To release is to take the row out and put it back as counted, in one statement: an `INSERT` may
/// find the seat taken and go on, which an `UPDATE` may not, and it takes seats in the order in
/// which batches do, so neither waits for the other in a circle. Whatever else wants the seat
/// meanwhile, one of them gets it; a signature that finds none is put back as it was.
public final class HeldSignatures {
    /// Released by one call.
    public static final int RELEASED_MAX = 10_000;

    /// In one transaction, which is as many as a batch has: who wants one of its seats, or the
    /// tally's row, waits no longer than for a batch.
    static final int TRANSACTION_ROWS_MAX = 500;

    private static final String SUMMARY =
            """
            SELECT held_for, count(*) AS signatures, min(recorded_at) AS first_at,
                   max(recorded_at) AS last_at
              FROM signature
             WHERE petition_id = $1 AND state = 'held'
             GROUP BY held_for
             ORDER BY held_for
            """;

    /// Those asked for whose address has a seat left, and whose person has none. The subqueries are
    /// scalar, as EXISTS may be planned as a hash of the whole table.
    private static final String RELEASABLE =
            """
              FROM signature h
             WHERE h.petition_id = $1 AND h.state = 'held' AND h.held_for = $2
               AND (h.recorded_at, h.receipt) > ($3, $4) AND h.recorded_at < $5
               AND (SELECT count(*) FROM signature s
                     WHERE s.petition_id = h.petition_id AND s.address_hash = h.address_hash
                       AND s.state <> 'held')
                   < (SELECT people_per_address FROM petition WHERE id = $1)
               AND (h.person_hash IS NULL
                    OR (SELECT true FROM signature s
                         WHERE s.petition_id = h.petition_id AND s.person_hash = h.person_hash
                           AND s.state <> 'held') IS NULL)
            """;

    private static final String REMAINING = "SELECT count(*)" + RELEASABLE;

    /// Two calls at once share the work: neither waits for the other's rows.
    private static final String RELEASE =
            "WITH chosen AS MATERIALIZED (SELECT h.recorded_at, h.receipt"
                    + RELEASABLE
                    + """
                     ORDER BY h.recorded_at, h.receipt
                     LIMIT $6
                       FOR UPDATE OF h SKIP LOCKED
                    ), taken_out AS (
                        DELETE FROM signature s USING chosen WHERE s.receipt = chosen.receipt
                        RETURNING s.*
                    ), released AS (
                        INSERT INTO signature (receipt, petition_id, state, name, email, country,
                                               postcode, is_public, wants_updates, address_hash,
                                               person_hash, seat, recorded_at, taken_at, held_for)
                        SELECT receipt, petition_id, 'counted', name, email, country, postcode,
                               is_public, wants_updates, address_hash, person_hash, free.seat,
                               recorded_at, taken_at, held_for
                          FROM taken_out
                         CROSS JOIN generate_series(
                                        1, (SELECT people_per_address FROM petition WHERE id = $1))
                                    AS free(seat)
                         ORDER BY address_hash, recorded_at, receipt, free.seat
                        ON CONFLICT DO NOTHING
                        RETURNING receipt
                    ), put_back AS (
                        INSERT INTO signature (receipt, petition_id, state, name, email, country,
                                               postcode, is_public, wants_updates, address_hash,
                                               person_hash, seat, recorded_at, taken_at, held_for)
                        SELECT receipt, petition_id, state, name, email, country, postcode,
                               is_public, wants_updates, address_hash, person_hash, seat,
                               recorded_at, taken_at, held_for
                          FROM taken_out
                         WHERE receipt NOT IN (SELECT receipt FROM released)
                    )
                    SELECT recorded_at, receipt,
                           (SELECT count(*) FROM taken_out)::int AS tried,
                           (SELECT count(*) FROM released)::int AS released
                      FROM chosen
                     ORDER BY recorded_at DESC, receipt DESC
                     LIMIT 1
                    """;

    private final Link link;

    /// Works over that link.
    public HeldSignatures(Link link) {
        this.link = link;
    }

    /// What is held for one reason.
    ///
    /// @param reason as in the column `held_for`; null where somebody held it by hand
    /// @param firstAt when the first of them was recorded
    /// @param lastAt when the last was
    public record Held(@Nullable String reason, long signatures, Instant firstAt, Instant lastAt) {}

    /// Which are to be released.
    ///
    /// @param from the first instant of recording
    /// @param to the first instant that is not in it
    public record Range(Hold reason, Instant from, Instant to) {}

    /// What a call did.
    ///
    /// @param released by it
    /// @param remaining in that range, after it, that a further call can release; of several for
    ///   one seat each
    public record Release(long released, long remaining) {}

    /// What is held for a petition, by its reason.
    public Future<List<Held>> summary(long petition) {
        return link.use(connection -> connection.preparedQuery(SUMMARY).execute(Tuple.of(petition)))
                .map(rows -> {
                    List<Held> held = new ArrayList<>();
                    for (Row row : rows) {
                        held.add(
                                new Held(
                                        row.getString("held_for"),
                                        row.getLong("signatures"),
                                        row.getOffsetDateTime("first_at").toInstant(),
                                        row.getOffsetDateTime("last_at").toInstant()));
                    }
                    return held;
                });
    }

    /// Has signatures counted that are held, [#RELEASED_MAX] at most, the oldest first: one for a
    /// seat, where that is free. When it fails some may have been released; calling it again goes
    /// on from there.
    public Future<Release> release(long petition, Range range) {
        Work all = new Work(petition, range, range.from(), "", 0, 0);
        return release(all)
                .compose(done ->
                        link.use(connection ->
                                        connection.preparedQuery(REMAINING).execute(all.values()))
                                .map(rows ->
                                        new Release(
                                                done.released, rows.iterator().next().getLong(0))));
    }

    /// A call on its way.
    ///
    /// @param after when the last signature tried was recorded
    /// @param receipt of that one
    private record Work(
            long petition, Range range, Instant after, String receipt, int tried, int released) {
        Tuple values() {
            return Tuple.tuple()
                    .addLong(petition)
                    .addString(range.reason().label())
                    .addOffsetDateTime(OffsetDateTime.ofInstant(after, ZoneOffset.UTC))
                    .addString(receipt)
                    .addOffsetDateTime(OffsetDateTime.ofInstant(range.to(), ZoneOffset.UTC));
        }

        int rowsMax() {
            return Math.min(TRANSACTION_ROWS_MAX, RELEASED_MAX - tried);
        }

        Work behind(Row last) {
            return new Work(
                    petition,
                    range,
                    last.getOffsetDateTime("recorded_at").toInstant(),
                    last.getString("receipt"),
                    tried + last.getInteger("tried"),
                    released + last.getInteger("released"));
        }
    }

    /// One transaction after the other, until none are left or enough were tried.
    private Future<Work> release(Work work) {
        int rowsMax = work.rowsMax();
        Tuple values = work.values().addInteger(rowsMax);
        return link.use(connection -> connection.preparedQuery(RELEASE).execute(values))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(work);
                    }
                    Work done = work.behind(rows.iterator().next());
                    return done.tried - work.tried < rowsMax || done.tried == RELEASED_MAX
                            ? Future.succeededFuture(done)
                            : release(done);
                });
    }
}
