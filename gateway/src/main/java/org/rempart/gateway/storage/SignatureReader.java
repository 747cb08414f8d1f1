package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Reads back what was written, page by page, without anything of a person: for those who compare
/// acknowledgements with rows.
public final class SignatureReader {
    private static final String PAGE =
            """
            SELECT receipt, state, country, recorded_at, address_hash, seat
              FROM signature
             WHERE petition_id = $1 AND (address_hash, seat) > ($2, $3)
             ORDER BY address_hash, seat
             LIMIT $4
            """;

    private final Link link;

    /// Reads over that link.
    public SignatureReader(Link link) {
        this.link = link;
    }

    /// One signature.
    public record Entry(String receipt, String state, String country, Instant recordedAt) {}

    /// Where a page ended, in the order of the one-signature index.
    public record Position(Buffer addressHash, int seat) {
        /// Before the first signature.
        public static final Position START = new Position(Buffer.buffer(), 0);
    }

    /// A page.
    ///
    /// @param next null on the last page
    public record Page(List<Entry> entries, @Nullable Position next) {}

    /// Reads up to `limit` signatures of a petition behind `after`. Signatures that are written
    /// while somebody turns pages may be missed; those written before are not.
    public Future<Page> page(long petition, Position after, int limit) {
        Tuple values =
                Tuple.tuple()
                        .addLong(petition)
                        .addBuffer(after.addressHash())
                        .addInteger(after.seat())
                        .addInteger(limit);
        return link.use(connection -> connection.preparedQuery(PAGE).execute(values))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>(rows.size());
                    Position last = null;
                    for (Row row : rows) {
                        entries.add(
                                new Entry(
                                        row.getString("receipt"),
                                        row.getString("state"),
                                        row.getString("country"),
                                        row.getOffsetDateTime("recorded_at").toInstant()));
                        last = new Position(row.getBuffer("address_hash"), row.getInteger("seat"));
                    }
                    return new Page(entries, entries.size() < limit ? null : last);
                });
    }
}
