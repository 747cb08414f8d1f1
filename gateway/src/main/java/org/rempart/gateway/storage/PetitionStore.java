package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads and writes petitions.
public final class PetitionStore {
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String COLUMNS =
            "id, slug, action, background, goal, opens_at, closes_at, origins, confirmation,"
                    + " people_per_address";
    private static final String LIST = "SELECT " + COLUMNS + " FROM petition ORDER BY id";
    private static final String CREATE =
            "INSERT INTO petition (slug, action, background, goal, opens_at, closes_at, origins,"
                    + " confirmation, people_per_address)"
                    + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING "
                    + COLUMNS;
    private static final String CHANGE =
            "UPDATE petition SET action = $2, background = $3, goal = $4, opens_at = $5,"
                    + " closes_at = $6, origins = $7, confirmation = $8 WHERE slug = $1 RETURNING "
                    + COLUMNS;

    private final Link link;

    /// Reads and writes over that link.
    public PetitionStore(Link link) {
        this.link = link;
    }

    /// All petitions, oldest first.
    public Future<List<PetitionRow>> list() {
        return link.use(connection -> connection.query(LIST).execute())
                .map(rows -> {
                    List<PetitionRow> petitions = new ArrayList<>();
                    rows.forEach(row -> petitions.add(petition(row)));
                    return petitions;
                });
    }

    /// Stores a new petition; empty when the slug is taken.
    public Future<Optional<PetitionRow>> create(PetitionRow draft) {
        Tuple values = values(draft).addInteger(draft.peoplePerAddress());
        return link.use(connection -> connection.preparedQuery(CREATE).execute(values))
                .map(rows -> Optional.of(petition(rows.iterator().next())))
                .recover(cause ->
                        cause instanceof PgException refused
                                        && UNIQUE_VIOLATION.equals(refused.getSqlState())
                                ? Future.succeededFuture(Optional.empty())
                                : Future.failedFuture(cause));
    }

    /// Stores everything of a petition that may change; empty when there is none with that slug.
    public Future<Optional<PetitionRow>> change(PetitionRow changed) {
        return link.use(connection -> connection.preparedQuery(CHANGE).execute(values(changed)))
                .map(rows ->
                        rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(petition(rows.iterator().next())));
    }

    private static Tuple values(PetitionRow petition) {
        return Tuple.tuple()
                .addString(petition.slug())
                .addString(petition.action())
                .addString(petition.background())
                .addLong(petition.goal())
                .addOffsetDateTime(time(petition.opensAt()))
                .addOffsetDateTime(time(petition.closesAt()))
                .addArrayOfString(petition.origins().toArray(String[]::new))
                .addString(petition.confirmation());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static PetitionRow petition(Row row) {
        OffsetDateTime closesAt = row.getOffsetDateTime("closes_at");
        return new PetitionRow(
                row.getLong("id"),
                row.getString("slug"),
                row.getString("action"),
                row.getString("background"),
                row.getLong("goal"),
                row.getOffsetDateTime("opens_at").toInstant(),
                closesAt == null ? null : closesAt.toInstant(),
                List.of(row.getArrayOfStrings("origins")),
                row.getString("confirmation"),
                row.getInteger("people_per_address"));
    }
}
