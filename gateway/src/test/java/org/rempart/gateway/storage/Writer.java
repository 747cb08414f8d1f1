package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.settings.DatabaseUrl;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One link and the store over it, and batches to write.
final class Writer implements AutoCloseable {
    static final Duration PATIENT = Duration.ofSeconds(20);
    private static final long ANSWER_WAIT_S_MAX = 30;

    final Vertx vertx = Vertx.vertx();
    final Link link;
    final PgSignatureStore store;

    Writer(DatabaseUrl url, Duration statementTimeout, Duration deadline) {
        link =
                new Link(
                        vertx,
                        vertx.getOrCreateContext(),
                        new Connector(vertx, url, statementTimeout),
                        deadline);
        store = new PgSignatureStore(link);
    }

    /// One whose time-outs stay out of the way.
    static Writer patient(TestDatabase database) {
        return new Writer(database.parsed(), PATIENT, PATIENT);
    }

    /// Brings the schema and the petition that [#row] signs.
    static void prepare(TestDatabase database) {
        Migrations.run(database.parsed());
        database.run(
                "INSERT INTO petition (id, slug, action) OVERRIDING SYSTEM VALUE"
                        + " VALUES (1, 'p', 'Do it')");
    }

    static SignatureRow row(int number) {
        return row(number, "Person " + number);
    }

    static SignatureRow row(int number, String name) {
        Buffer bytes = Buffer.buffer(ByteBuffer.allocate(32).putInt(number).array());
        return new SignatureRow(
                bytes,
                bytes,
                Instant.now().plusSeconds(600),
                "receipt-" + number,
                1,
                name,
                "person" + number + "@example.org",
                "FR",
                null,
                true,
                false,
                bytes,
                bytes,
                null);
    }

    static long rows(TestDatabase database) {
        return database.number("SELECT count(*) FROM signature");
    }

    <T> T got(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWER_WAIT_S_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Future<BatchResult> start(SignatureRow... batch) {
        return store.write(List.of(batch));
    }

    BatchResult write(SignatureRow... batch) {
        return got(start(batch));
    }

    /// Writes, and expects that the rows are there afterwards, whether they were before or not.
    void writes(SignatureRow... batch) {
        writes(start(batch));
    }

    void writes(Future<BatchResult> writing) {
        BatchResult result = got(writing);
        assertThat(result).isInstanceOf(BatchResult.Written.class);
        assertThat(((BatchResult.Written) result).outcomes())
                .isNotEmpty()
                .isSubsetOf(RowOutcome.RECORDED, RowOutcome.KNOWN);
    }

    /// Writes, and expects that it fails so.
    void fails(Failure failure, SignatureRow... batch) {
        fails(failure, start(batch));
    }

    void fails(Failure failure, Future<BatchResult> writing) {
        fails(Set.of(failure), writing);
    }

    void fails(Set<Failure> either, Future<BatchResult> writing) {
        BatchResult result = got(writing);
        assertThat(result).isInstanceOf(BatchResult.Failed.class);
        BatchResult.Failed failed = (BatchResult.Failed) result;
        assertThat(failed.reason()).doesNotContain("erson");
        assertThat(either)
                .anySatisfy(failure -> {
                    assertThat(failed.reason()).startsWith(failure.words);
                    assertThat(failed.remedy()).isEqualTo(failure.remedy);
                    assertThat(failed.inDoubt())
                            .isEqualTo(failure.commit == Failure.Commit.IN_DOUBT);
                });
    }

    /// Runs a statement on the writer's own session.
    void run(String sql) {
        got(link.use(connection -> connection.query(sql).execute()));
    }

    @Override
    public void close() {
        got(link.close());
        got(vertx.close());
    }
}
