package org.rempart.gateway.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.storage.KeptRow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

class SqliteJournalFileTest extends JournalFileContract {
    @TempDir private Path directory;

    @Override
    JournalFile open() throws IOException {
        return SqliteJournalFile.open(directory.resolve("journal"), InstantSource.system());
    }

    @Test
    void aBatchOfWhichOneRowCannotBeWrittenLeavesNothing() throws IOException {
        KeptRow unwritable = new KeptRow(KeptRows.row(2).row(), Instant.MAX, false);
        try (JournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            file.append(List.of(KeptRows.row(0)));
            assertThatThrownBy(() -> file.append(List.of(KeptRows.row(1), unwritable)))
                    .isInstanceOf(ArithmeticException.class);
            assertThat(file.append(List.of(KeptRows.row(3)))).containsExactly(Appended.KEPT);
            assertThat(file.oldest(0, 10).stream().map(JournaledRow::kept))
                    .containsExactly(KeptRows.row(0), KeptRows.row(3));
        }
    }

    @Test
    void aTimeIsKeptToTheMicrosecond() throws IOException {
        Instant exact = Instant.parse("2026-11-21T12:00:00.123456789Z");
        try (JournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            file.append(List.of(new KeptRow(KeptRows.row(1).row(), exact, true)));
            assertThat(file.oldest(0, 1).getFirst().kept().takenAt())
                    .isEqualTo("2026-11-21T12:00:00.123456Z");
        }
    }
}
