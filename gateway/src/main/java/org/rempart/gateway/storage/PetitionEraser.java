package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;

/// Removes a petition with all its signatures, and its part of the tally with them.
///
/// Signatures go in transactions that are as large as a batch, so that nobody waits longer for one
/// than for a batch. The last of them takes what is left and the petition itself, and keeps writers
/// out for that moment: a batch that was under way has been written by then, and the next one finds
/// no petition.
public final class PetitionEraser {
    /// Removed by one call.
    public static final int REMOVED_MAX = 50_000;

    static final int TRANSACTION_ROWS_MAX = 500;

    /// Those of a state, by the index that holds it: seats are of what is not held.
    private static final String ERASE =
            """
            DELETE FROM signature
             WHERE receipt IN (SELECT receipt FROM signature
                                WHERE petition_id = $1 AND state %s 'held' LIMIT $2)
            """;

    private static final String ERASE_SEATED = ERASE.formatted("<>");

    private static final String ERASE_HELD = ERASE.formatted("=");

    private static final String REMAINING = "SELECT count(*) FROM signature WHERE petition_id = $1";

    private final Link link;

    /// Works over that link.
    public PetitionEraser(Link link) {
        this.link = link;
    }

    /// What a call did.
    ///
    /// @param removed signatures that it removed, those of the last moment not counted
    /// @param remaining signatures that are left, with the petition; 0 when that is gone, too
    public record Erasure(long removed, long remaining) {}

    /// Removes [#REMOVED_MAX] signatures at most, and the petition when none are left. When it
    /// fails some may have gone; calling it again goes on from there.
    public Future<Erasure> erase(long petition) {
        return erase(ERASE_SEATED, petition, 0)
                .compose(seated -> erase(ERASE_HELD, petition, seated))
                .compose(removed ->
                        removed < REMOVED_MAX
                                ? last(petition).map(_ -> new Erasure(removed, 0))
                                : remaining(petition).map(left -> new Erasure(removed, left)));
    }

    private Future<Integer> erase(String statement, long petition, int before) {
        int rowsMax = Math.min(TRANSACTION_ROWS_MAX, REMOVED_MAX - before);
        if (rowsMax == 0) {
            return Future.succeededFuture(before);
        }
        Tuple values = Tuple.of(petition, rowsMax);
        return link.use(connection -> connection.preparedQuery(statement).execute(values))
                .compose(rows -> {
                    int removed = before + rows.rowCount();
                    return rows.rowCount() < rowsMax
                            ? Future.succeededFuture(removed)
                            : erase(statement, petition, removed);
                });
    }

    /// One transaction, as all statements of one simple query are. Whoever writes waits for the
    /// lock, too, so it is not waited for longer than anybody should.
    private Future<Void> last(long petition) {
        String statements =
                """
                SET LOCAL lock_timeout = '1s';
                LOCK TABLE signature IN SHARE ROW EXCLUSIVE MODE;
                DELETE FROM signature WHERE petition_id = %1$d;
                DELETE FROM petition WHERE id = %1$d;
                DELETE FROM tally WHERE petition_id = %1$d
                """
                        .formatted(petition);
        return link.use(connection -> connection.query(statements).execute()).mapEmpty();
    }

    /// At least one as long as there is the petition.
    private Future<Long> remaining(long petition) {
        return link.use(connection ->
                        connection.preparedQuery(REMAINING).execute(Tuple.of(petition)))
                .map(rows -> Math.max(1, rows.iterator().next().getLong(0)));
    }
}
