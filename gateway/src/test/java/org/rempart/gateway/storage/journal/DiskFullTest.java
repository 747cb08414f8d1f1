package org.rempart.gateway.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// A journal on a disk that has no room left, but for what the journal itself gives up.
class DiskFullTest {
    private static final int GROUP_ROWS = 100;
    private static final long ROOM_BYTES = 3_000_000;

    @TempDir private Path directory;
    private ForgetfulDisk disk;

    @BeforeEach
    void layTheDisk() throws IOException, InterruptedException {
        disk = ForgetfulDisk.in(directory);
    }

    /// Fills the disk; returns how many rows are kept.
    private int fill(JournalProcess journal) throws IOException {
        disk.leaveRoom(ROOM_BYTES);
        int kept = 0;
        while (journal.ask("append " + kept + " " + (kept + GROUP_ROWS)).equals("[KEPT]")) {
            kept += GROUP_ROWS;
        }
        return kept;
    }

    private static void drain(JournalProcess journal, int rows, int batchRows) throws IOException {
        for (int drained = 0; drained < rows; drained += batchRows) {
            assertThat(journal.ask("delete " + batchRows)).isEqualTo("deleted");
        }
        assertThat(journal.ask("rows")).isEqualTo("0");
    }

    @Test
    void aBatchThatDoesNotFitLeavesNothingAndWhatWasKeptIsKept() throws IOException {
        int kept;
        try (JournalProcess journal = disk.startJournal()) {
            kept = fill(journal);
            assertThat(kept).isPositive();
            assertThat(journal.ask("append " + kept + " " + (kept + GROUP_ROWS)))
                    .isEqualTo("IOException");
            assertThat(journal.ask("rows")).isEqualTo(Integer.toString(kept));
        }
        try (SqliteJournalFile file =
                SqliteJournalFile.open(disk.afterPowerCut(), InstantSource.system())) {
            assertThat(file.oldest(0, Integer.MAX_VALUE).stream().map(JournaledRow::kept))
                    .containsExactlyElementsOf(KeptRows.rows(0, kept));
        }
    }

    @Test
    void itDrainsItselfAndAppendsAgain() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            for (int round = 0; round < 3; round++) {
                int kept = fill(journal);
                drain(journal, kept, 500);
                assertThat(journal.ask("probe")).isEqualTo("probed");
                assertThat(journal.ask("append 0 100")).isEqualTo("[KEPT]");
                assertThat(journal.ask("delete 100")).isEqualTo("deleted");
            }
        }
    }

    /// An empty log has no room of its own, so the removal of the first rows finds none anywhere.
    @Test
    void itDrainsItselfWithNothingLeftButItsReserve() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(journal.ask("append 0 10000")).isEqualTo("[KEPT]");
        }
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(disk.folder().resolve("journal.db-wal")).isEmptyFile();
            disk.leaveRoom(0);
            drain(journal, 10_000, 500);
            assertThat(disk.folder().resolve("ballast")).hasSize(Ballast.BYTES);
            assertThat(Files.size(disk.folder().resolve("journal.db"))).isLessThan(300_000);
            assertThat(journal.ask("append 0 100")).isEqualTo("[KEPT]");
        }
    }

    @Test
    void aPartOfItGoneMakesRoomForTheReserveAgain() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(journal.ask("append 0 10000")).isEqualTo("[KEPT]");
        }
        try (JournalProcess journal = disk.startJournal()) {
            disk.leaveRoom(0);
            for (int drained = 0; drained < 9_000; drained += 1_000) {
                assertThat(journal.ask("delete 1000")).isEqualTo("deleted");
            }
            assertThat(disk.folder().resolve("ballast")).hasSize(Ballast.BYTES);
            assertThat(journal.ask("append 10000 10100")).isEqualTo("[KEPT]");
            assertThat(journal.ask("rows")).isEqualTo("1100");
        }
    }

    @Test
    void theRoomInsideTheFileIsUsedAlthoughTheLogCannotGrow() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(journal.ask("append 0 10000")).isEqualTo("[KEPT]");
            assertThat(journal.ask("delete 5000")).isEqualTo("deleted");
        }
        try (JournalProcess journal = disk.startJournal()) {
            disk.leaveRoom(1_000_000);
            for (int first = 10_000; first < 14_000; first += GROUP_ROWS) {
                assertThat(journal.ask("append " + first + " " + (first + GROUP_ROWS)))
                        .isEqualTo("[KEPT]");
            }
        }
    }

    @Test
    void itDrainsInBatchesOfAnySize() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            drain(journal, fill(journal), 7);
            drain(journal, fill(journal), 100_000);
        }
    }

    @Test
    void whatTheDatabaseDoesNotTakeIsSetAside() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            int kept = fill(journal);
            disk.leaveRoom(0);
            assertThat(journal.ask("set-aside")).isEqualTo("set aside");
            assertThat(journal.ask("rows")).isEqualTo(Integer.toString(kept - 1));
        }
    }

    @Test
    void itDrainsItselfAfterAKill() throws IOException {
        int kept;
        try (JournalProcess journal = disk.startJournal()) {
            kept = fill(journal);
            disk.leaveRoom(0);
        }
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(journal.ask("rows")).isEqualTo(Integer.toString(kept));
            drain(journal, kept, 500);
            assertThat(journal.ask("append 0 100")).isEqualTo("[KEPT]");
        }
    }

    @Test
    void nothingIsAppendedWhileTheReserveIsGone() throws IOException {
        try (JournalProcess journal = disk.startJournal()) {
            assertThat(journal.ask("append 0 1000")).isEqualTo("[KEPT]");
            Path reserve = disk.folder().resolve("ballast");
            Files.delete(reserve);
            disk.leaveRoom(Ballast.BYTES);
            assertThat(journal.ask("append 90000 90001")).isEqualTo("IOException");
            assertThat(journal.ask("probe")).isEqualTo("IOException");
            disk.leaveRoom(2L * Ballast.BYTES);
            assertThat(journal.ask("probe")).isEqualTo("probed");
            assertThat(reserve).hasSize(Ballast.BYTES);
            assertThat(journal.ask("append 90000 90001")).isEqualTo("[KEPT]");
        }
    }
}
