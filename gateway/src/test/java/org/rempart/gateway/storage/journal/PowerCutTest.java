package org.rempart.gateway.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.storage.KeptRow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What is left of a journal when its process, or the power, is gone from one moment to the next.
class PowerCutTest {
    /// Enough for the log to start over in the file several times.
    private static final int ROWS = 3_000;

    private static final int GROUP_ROWS_MAX = 64;

    @TempDir private Path directory;
    private ForgetfulDisk disk;

    @BeforeEach
    void layTheDisk() throws IOException, InterruptedException {
        disk = ForgetfulDisk.in(directory);
    }

    private static List<KeptRow> left(Path folder) throws IOException {
        try (SqliteJournalFile file = SqliteJournalFile.open(folder, InstantSource.system())) {
            return file.oldest(0, Integer.MAX_VALUE).stream().map(JournaledRow::kept).toList();
        }
    }

    /// Kills it in mid-work; the last number it said is how many rows it has promised by then.
    private static int appendAndKill(JournalProcess journal) throws IOException {
        journal.tell("append-for-ever " + GROUP_ROWS_MAX);
        int kept = 0;
        boolean killed = false;
        for (String line = journal.answer(); line != null; line = journal.answer()) {
            kept = Integer.parseInt(line);
            if (kept >= ROWS && !killed) {
                journal.kill();
                killed = true;
            }
        }
        return kept;
    }

    @Test
    void everyKeptRowIsThereAfterAKill() throws IOException {
        int kept;
        Path folder = disk.folder();
        try (JournalProcess journal = JournalProcess.start(folder, Map.of())) {
            kept = appendAndKill(journal);
        }
        assertThat(left(folder)).startsWith(KeptRows.rows(0, kept).toArray(KeptRow[]::new));
    }

    @Test
    void everyKeptRowIsThereAfterAPowerCut() throws IOException {
        int kept;
        try (JournalProcess journal = disk.startJournal()) {
            kept = appendAndKill(journal);
        }
        assertThat(left(disk.afterPowerCut()))
                .startsWith(KeptRows.rows(0, kept).toArray(KeptRow[]::new));
    }

    @Test
    void theFirstRowOfANewJournalIsThereAfterAPowerCut() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(journal.ask("append 0 1")).isEqualTo("[KEPT]");
        }
        assertThat(left(disk.afterPowerCut())).isEqualTo(KeptRows.rows(0, 1));
    }

    @Test
    void aFailedSyncLeavesInDoubtWhatWasAppendedAndNothingElse() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(journal.ask("append 0 10")).isEqualTo("[KEPT]");
            disk.failSyncs();
            assertThat(journal.ask("append 10 20")).isEqualTo("SyncFailedException");
            assertThat(journal.ask("append 20 30")).isEqualTo("IOException");
            disk.mendSyncs();
            assertThat(journal.ask("append 20 30")).isEqualTo("[KEPT]");
        }
        assertThat(left(disk.afterPowerCut()))
                .containsAll(KeptRows.rows(0, 10))
                .containsAll(KeptRows.rows(20, 30));
    }

    @Test
    void whatWasInDoubtIsOnDiskWhenItIsKeptAtTheNextTry() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            journal.ask("append 0 10");
            disk.failSyncs();
            assertThat(journal.ask("append 10 20")).isEqualTo("SyncFailedException");
            disk.mendSyncs();
            assertThat(journal.ask("append 10 20")).isEqualTo("[KEPT]");
        }
        assertThat(left(disk.afterPowerCut())).isEqualTo(KeptRows.rows(0, 20));
    }

    @Test
    void whatAKilledProcessLeftUnsyncedIsOnDiskWhenTheNextOneKeepsIt() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            journal.ask("append 0 10");
            disk.failSyncs();
            assertThat(journal.ask("append 10 20")).isEqualTo("SyncFailedException");
        }
        disk.mendSyncs();
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(journal.ask("append 10 20")).isEqualTo("[KEPT]");
        }
        assertThat(left(disk.afterPowerCut())).isEqualTo(KeptRows.rows(0, 20));
    }
}
