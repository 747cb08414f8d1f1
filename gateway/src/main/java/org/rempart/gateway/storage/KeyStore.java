package org.rempart.gateway.storage;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The secrets that all gateways share. They live in the database and nowhere else, so that another
/// gateway needs the same database and nothing more.
public final class KeyStore {
    private static final int KEY_BYTES = 32;

    /// How long a new key is known before it signs: several times the interval at which gateways
    /// load the keys, so that none meets a challenge whose key it has not seen.
    private static final Duration ANNOUNCED_BEFORE = Duration.ofMinutes(5);

    /// How long a replaced key is still accepted: as long as any challenge, and as clocks differ.
    private static final Duration ACCEPTED_AFTER = Duration.ofMinutes(61);

    /// A key that is to sign later than one rotation from now was made by a clock that has been put
    /// back since: it does not keep the next one from being made.
    private static final String ROTATE =
            """
            INSERT INTO challenge_key (generation, secret, active_from)
            SELECT coalesce(max(generation), 0) + 1,
                   $1,
                   CASE WHEN count(*) = 0 THEN now() ELSE now() + $3::bigint * interval '1 ms' END
              FROM challenge_key
            HAVING coalesce(
                       max(active_from)
                           FILTER (WHERE active_from <= now() + $2::bigint * interval '1 ms'),
                       '-infinity') <= now() - $2::bigint * interval '1 ms'
            ON CONFLICT DO NOTHING
            """;

    private static final String LOAD =
            """
            SELECT secret,
                   active_from <= now() AS active,
                   lead(active_from, 1, 'infinity') OVER (ORDER BY generation)
                       > now() - $1::bigint * interval '1 ms' AS accepted
              FROM challenge_key
             ORDER BY generation DESC
             LIMIT 4
            """;
    private static final String KEEP =
            "INSERT INTO lasting_key (purpose, secret) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    private static final String LASTING = "SELECT secret FROM lasting_key WHERE purpose = $1";

    private final Link link;
    private final SecureRandom random;

    /// Reads and writes over that link.
    public KeyStore(Link link, SecureRandom random) {
        this.link = link;
        this.random = random;
    }

    /// The keys of challenges.
    ///
    /// @param issuing the one that signs
    /// @param accepted all that are believed: the next one, the one that signs, the one before
    public record IssuedKeys(Buffer issuing, List<Buffer> accepted) {
        @Override
        public String toString() {
            return "IssuedKeys[" + accepted.size() + " accepted]";
        }
    }

    /// Makes the next key when the newest is older than `rotation`, then loads those in use. All by
    /// the database's clock.
    public Future<IssuedKeys> challengeKeys(Duration rotation) {
        Tuple rotate =
                Tuple.tuple()
                        .addBuffer(newKey())
                        .addLong(rotation.toMillis())
                        .addLong(ANNOUNCED_BEFORE.toMillis());
        Tuple load = Tuple.tuple().addLong(ACCEPTED_AFTER.toMillis());
        return link.use(connection -> connection.preparedQuery(ROTATE).execute(rotate))
                .compose(_ -> link.use(connection -> connection.preparedQuery(LOAD).execute(load)))
                .compose(rows -> {
                    Buffer issuing = null;
                    Buffer oldest = null;
                    List<Buffer> accepted = new ArrayList<>();
                    for (Row row : rows) {
                        oldest = row.getBuffer("secret");
                        if (row.getBoolean("active") && issuing == null) {
                            issuing = oldest;
                        }
                        if (row.getBoolean("accepted")) {
                            accepted.add(oldest);
                        }
                    }
                    if (issuing == null) {
                        issuing = oldest; // the clock was put back to before the first key's time
                    }
                    return issuing == null
                            ? Future.failedFuture(new StorageException("there is no challenge key"))
                            : Future.succeededFuture(new IssuedKeys(issuing, accepted));
                });
    }

    /// The key for a purpose; made once, never changed.
    public Future<Buffer> lastingKey(String purpose) {
        Tuple keep = Tuple.tuple().addString(purpose).addBuffer(newKey());
        Tuple load = Tuple.tuple().addString(purpose);
        return link.use(connection -> connection.preparedQuery(KEEP).execute(keep))
                .compose(_ ->
                        link.use(connection -> connection.preparedQuery(LASTING).execute(load)))
                .map(rows -> rows.iterator().next().getBuffer("secret"));
    }

    private Buffer newKey() {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return Buffer.buffer(key);
    }
}
