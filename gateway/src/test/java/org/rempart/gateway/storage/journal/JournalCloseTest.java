package org.rempart.gateway.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.journal.KeptRows.rows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.storage.KeptRow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;

/// What the journal was handed before it is closed is kept, and nothing opens the file again
/// afterwards: it may be another gateway's by then.
class JournalCloseTest {
    /// More than one transaction takes.
    private static final int ROWS = 501;

    @TempDir private Path folder;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    private Journal open() throws IOException {
        return new Journal(
                SqliteJournalFile.open(folder, InstantSource.system()),
                tasks::add,
                new Journal.Limits(10_000, 1 << 30),
                new SimpleMeterRegistry());
    }

    private void write() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void whatWasHandedOverBeforeIsKept() throws IOException {
        Journal journal = open();
        List<Future<Appended>> appended = rows(1, ROWS + 1).stream().map(journal::append).toList();
        Future<Void> closed = journal.close();
        KeptRow late = KeptRows.row(ROWS + 1);
        assertThat(journal.append(late).result()).isEqualTo(Appended.FAILED);
        write();
        assertThat(closed.succeeded()).isTrue();
        assertThat(appended).extracting(Future::result).containsOnly(Appended.KEPT);

        Journal next = open();
        assertThat(next.rows()).isEqualTo(ROWS);
        next.close();
        write();
    }

    @Test
    void afterwardsTheFileIsFreeAndStaysSo() throws IOException {
        Journal journal = open();
        Future<Void> closed = journal.close();
        Future<List<JournaledRow>> late = journal.oldest(0, 1);
        Future<Void> probe = journal.probe();
        write();
        assertThat(closed.succeeded()).isTrue();
        assertThat(late.failed()).isTrue();
        assertThat(probe.failed()).isTrue();

        Journal next = open();
        next.close();
        write();
    }
}
