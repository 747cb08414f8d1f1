package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Reads back what was written, page by page, without anything of a person: for those who compare
/// acknowledgements with rows.
///
/// What is held comes first, then what has a seat. That is the way a signature goes when it is
/// released, so one that is while somebody turns pages may be listed twice and is never missed.
public final class SignatureReader {
    private static final String COLUMNS =
            "SELECT receipt, state, country, recorded_at, address_hash, seat FROM signature";

    private static final String HELD =
            COLUMNS
                    + " WHERE petition_id = $1 AND state = 'held' AND (recorded_at, receipt) > ($2, $3)"
                    + " ORDER BY recorded_at, receipt LIMIT $4";

    private static final String SEATED =
            COLUMNS
                    + " WHERE petition_id = $1 AND state <> 'held' AND (address_hash, seat) > ($2, $3)"
                    + " ORDER BY address_hash, seat LIMIT $4";

    private final Link link;

    /// Reads over that link.
    public SignatureReader(Link link) {
        this.link = link;
    }

    /// One signature.
    public record Entry(String receipt, String state, String country, Instant recordedAt) {}

    /// Where a page ended.
    public sealed interface Position {
        /// Before the first signature.
        Position START = new Held(Instant.EPOCH, "");

        /// Among what is held, oldest first.
        record Held(Instant recordedAt, String receipt) implements Position {}

        /// Among the others, in the order of the one-signature index.
        record Seated(Buffer addressHash, int seat) implements Position {}
    }

    private static final Position FIRST_SEAT = new Position.Seated(Buffer.buffer(), 0);

    /// A page.
    ///
    /// @param next null on the last page
    public record Page(List<Entry> entries, @Nullable Position next) {}

    /// Reads up to `limit` signatures of a petition behind `after`. Signatures that are written
    /// while somebody turns pages may be missed; those written before are not.
    public Future<Page> page(long petition, Position after, int limit) {
        return read(petition, after, limit).compose(page -> filled(petition, page, after, limit));
    }

    /// Goes on among those that have a seat where what is held has ended.
    private Future<Page> filled(long petition, Page page, Position after, int limit) {
        if (page.next != null || after instanceof Position.Seated) {
            return Future.succeededFuture(page);
        }
        return read(petition, FIRST_SEAT, limit - page.entries.size())
                .map(seated -> {
                    List<Entry> entries = new ArrayList<>(page.entries);
                    entries.addAll(seated.entries);
                    return new Page(entries, seated.next);
                });
    }

    private Future<Page> read(long petition, Position after, int limit) {
        Tuple values = Tuple.tuple().addLong(petition);
        String statement =
                switch (after) {
                    case Position.Held(Instant recordedAt, String receipt) -> {
                        values.addOffsetDateTime(
                                        OffsetDateTime.ofInstant(recordedAt, ZoneOffset.UTC))
                                .addString(receipt);
                        yield HELD;
                    }
                    case Position.Seated(Buffer addressHash, int seat) -> {
                        values.addBuffer(addressHash).addInteger(seat);
                        yield SEATED;
                    }
                };
        values.addInteger(limit);
        return link.use(connection -> connection.preparedQuery(statement).execute(values))
                .map(rows -> page(rows, after, limit));
    }

    private static Page page(RowSet<Row> rows, Position after, int limit) {
        List<Entry> entries = new ArrayList<>(rows.size());
        Position last = after;
        for (Row row : rows) {
            Entry entry =
                    new Entry(
                            row.getString("receipt"),
                            row.getString("state"),
                            row.getString("country"),
                            row.getOffsetDateTime("recorded_at").toInstant());
            entries.add(entry);
            last =
                    switch (after) {
                        case Position.Held _ -> new Position.Held(entry.recordedAt, entry.receipt);
                        case Position.Seated _ ->
                                new Position.Seated(
                                        row.getBuffer("address_hash"), row.getInteger("seat"));
                    };
        }
        return new Page(entries, entries.size() < limit ? null : last);
    }
}
