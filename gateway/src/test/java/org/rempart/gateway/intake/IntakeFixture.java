package org.rempart.gateway.intake;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.journal.Journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/// An intake whose database, disk and time belong to the test.
final class IntakeFixture {
    static final int LANE_ROWS_MAX = 10;
    static final int BATCH_ROWS_MAX = 4;
    static final int JOURNAL_ROWS_MAX = 20;

    final TestLoop loop = new TestLoop();
    final HeldStore store = new HeldStore();
    final MemoryJournalFile file = new MemoryJournalFile();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final DatabaseBreaker breaker = new DatabaseBreaker(meters, loop::nanoTime);
    final Journal journal = journal();
    final Intake intake =
            new Intake(
                    new Intake.Limits(
                            LANE_ROWS_MAX,
                            Duration.ofSeconds(2),
                            BATCH_ROWS_MAX,
                            Duration.ofMillis(300),
                            Duration.ofSeconds(5)),
                    breaker,
                    journal,
                    loop::instant,
                    new Random(1),
                    meters,
                    _ -> {});

    /// A journal over the same file, as the next life of the gateway opens it.
    Journal journal() {
        try {
            return new Journal(
                    file,
                    loop::execute,
                    new Journal.Limits(JOURNAL_ROWS_MAX, Long.MAX_VALUE),
                    meters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Afterwards the database is the only way.
    void fillJournal() {
        for (int i = 0; i < JOURNAL_ROWS_MAX; i++) {
            journal.append(new KeptRow(row(-1 - i, i), Instant.EPOCH, false));
        }
        loop.advanceMs(1);
    }

    static SignatureRow row(int challenge, int content) {
        return new SignatureRow(
                Buffer.buffer(ByteBuffer.allocate(32).putInt(challenge).array()),
                Buffer.buffer(ByteBuffer.allocate(32).putInt(content).array()),
                Instant.EPOCH,
                "receipt",
                1,
                "Ana",
                "ana@example.org",
                "FR",
                null,
                true,
                false,
                Buffer.buffer(),
                Buffer.buffer(),
                null);
    }

    /// The sum of a counter over one value of its tag.
    double counted(String counter, String tag, String value) {
        return meters.get(counter).tag(tag, value).counter().count();
    }
}
