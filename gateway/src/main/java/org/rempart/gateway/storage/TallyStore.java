package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Reads how many signatures are counted. One read is one statement and so one snapshot: what it
/// says of a petition and of each country is true at the same instant.
public final class TallyStore {
    private static final String READ =
            """
            SELECT statement_timestamp() AS as_of,
                   coalesce(array_agg(petition_id), '{}') AS petitions,
                   coalesce(array_agg(country), '{}') AS countries,
                   coalesce(array_agg(counted), '{}') AS counted
              FROM (SELECT petition_id, country, sum(counted)::bigint AS counted
                      FROM tally
                     WHERE petition_id = ANY ($1)
                     GROUP BY petition_id, country
                    HAVING sum(counted) <> 0) AS summed
            """;

    private final Link link;

    /// Reads over that link.
    public TallyStore(Link link) {
        this.link = link;
    }

    /// What the database counted.
    ///
    /// @param asOf by the database's clock
    /// @param byPetition petition → country → counted signatures; what has none is absent
    public record Tallies(Instant asOf, Map<Long, Map<String, Long>> byPetition) {}

    /// Reads the tallies of those petitions.
    public Future<Tallies> read(Collection<Long> petitions) {
        Tuple ids = Tuple.tuple().addArrayOfLong(petitions.toArray(Long[]::new));
        return link.use(connection -> connection.preparedQuery(READ).execute(ids))
                .map(rows -> tallies(rows.iterator().next()));
    }

    private static Tallies tallies(Row row) {
        Long[] petitions = row.getArrayOfLongs("petitions");
        String[] countries = row.getArrayOfStrings("countries");
        Long[] counted = row.getArrayOfLongs("counted");
        Map<Long, Map<String, Long>> byPetition = new HashMap<>();
        for (int i = 0; i < petitions.length; i++) {
            byPetition
                    .computeIfAbsent(petitions[i], _ -> new HashMap<>())
                    .put(countries[i], counted[i]);
        }
        return new Tallies(row.getOffsetDateTime("as_of").toInstant(), byPetition);
    }
}
