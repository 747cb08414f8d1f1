package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.testing.TestDatabase;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A database with one open petition, stores that write to it, and rows to write.
final class SignatureTables implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /// When the rows of the journal were promised.
    static final Instant TAKEN_AT = Instant.parse("2020-11-19T20:00:00Z");

    final TestDatabase database = TestDatabase.create();
    final Vertx vertx = Vertx.vertx();
    final long petition;

    SignatureTables() {
        Migrations.run(database.parsed());
        database.run("INSERT INTO petition (slug, action) VALUES ('p', 'Do it')");
        petition = database.number("SELECT id FROM petition");
    }

    /// A connection of its own.
    Link link() {
        Connector connector = new Connector(vertx, database.parsed(), DEADLINE);
        return new Link(vertx, vertx.getOrCreateContext(), connector, DEADLINE);
    }

    /// A store on a connection of its own.
    PgSignatureStore store() {
        return new PgSignatureStore(link());
    }

    static Buffer bytes(int number) {
        return Buffer.buffer(ByteBuffer.allocate(32).putInt(Integer.reverse(number)).array());
    }

    /// A signature whose challenge expires in ten minutes.
    SignatureRow row(int challenge, int content, int person) {
        return row(challenge, content, person, Instant.now().plusSeconds(600));
    }

    SignatureRow row(int challenge, int content, int person, Instant expiresAt) {
        return new SignatureRow(
                bytes(challenge),
                bytes(content),
                expiresAt,
                "receipt-" + challenge,
                petition,
                "Person " + person,
                "person" + person + "@example.org",
                person % 2 == 0 ? "FR" : "DE",
                null,
                true,
                false,
                bytes(person),
                bytes(person),
                null);
    }

    /// A signature of one of the persons behind an address.
    SignatureRow row(int challenge, int content, int address, int person) {
        SignatureRow row = row(challenge, content, address);
        return new SignatureRow(
                row.challenge(),
                row.content(),
                row.expiresAt(),
                row.receipt(),
                row.petitionId(),
                "Person " + person,
                row.email(),
                row.country(),
                row.postcode(),
                row.isPublic(),
                row.wantsUpdates(),
                row.addressHash(),
                bytes(person),
                row.hold());
    }

    /// The same row, from a source that is over its budget.
    static SignatureRow held(SignatureRow row) {
        return row.heldFor(Hold.SOURCE_OVER_BUDGET);
    }

    /// The same row, out of a journal.
    static KeptRow kept(SignatureRow row) {
        return new KeptRow(row, TAKEN_AT, false);
    }

    static List<RowOutcome> outcomes(Future<BatchResult> writing) {
        assertThat(await(writing)).isInstanceOf(BatchResult.Written.class);
        return ((BatchResult.Written) await(writing)).outcomes();
    }

    static RowOutcome outcome(Future<BatchResult> writing) {
        List<RowOutcome> outcomes = outcomes(writing);
        assertThat(outcomes).hasSize(1);
        return outcomes.getFirst();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    long rows() {
        return database.number("SELECT count(*) FROM signature");
    }

    long counted() {
        return database.number("SELECT coalesce(sum(counted), 0) FROM tally");
    }

    /// Whether the tally of each country is the number of its counted rows.
    boolean countIsTheRows() {
        return database.number(
                        """
                        SELECT count(*)
                          FROM (SELECT country, sum(counted) AS counted FROM tally
                                 GROUP BY country) AS told
                          FULL JOIN (SELECT country, count(*) AS rows FROM signature
                                      WHERE state = 'counted' GROUP BY country) AS there
                         USING (country)
                         WHERE coalesce(counted, 0) <> coalesce(rows, 0)
                        """)
                == 0;
    }

    /// Receipt and state of every signature, by the receipt.
    List<String> states() {
        return database.texts("SELECT receipt || ' ' || state FROM signature ORDER BY receipt");
    }

    /// Receipt and state of the signatures with one address.
    List<String> states(int address) {
        return database.texts(
                ("SELECT receipt || ' ' || state FROM signature WHERE email ="
                                + " 'person%d@example.org' ORDER BY receipt")
                        .formatted(address));
    }

    long spent() {
        return database.number("SELECT count(*) FROM spent_challenge");
    }

    /// Refusals for that reason.
    long refused(String reason) {
        return database.number(
                "SELECT count(*) FROM drain_refusal WHERE reason = '%s'".formatted(reason));
    }

    /// Refusals for whatever reason.
    long refused() {
        return database.number("SELECT count(*) FROM drain_refusal");
    }

    /// Nothing that expired by then is remembered for ever any more.
    void horizon(Instant expiredBefore) {
        database.run("UPDATE spent_horizon SET expired_before = '%s'".formatted(expiredBefore));
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
