package org.rempart.gateway.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What a journal leaves in its directory, and what it makes of what it finds there.
class JournalDirectoryTest {
    @TempDir private Path directory;

    private Path database() {
        return directory.resolve("journal.db");
    }

    private Path log() {
        return directory.resolve("journal.db-wal");
    }

    private void keep(int rows) throws IOException {
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            file.append(KeptRows.rows(0, rows));
        }
    }

    private static List<Long> ids(JournalFile file) throws IOException {
        return file.oldest(0, Integer.MAX_VALUE).stream().map(JournaledRow::id).toList();
    }

    private void alter(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    private void assertRefused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining(sentence);
    }

    private ThrowingCallable opening() {
        return () -> SqliteJournalFile.open(directory, InstantSource.system()).close();
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        Path made = directory.resolve("data/journal");
        try (SqliteJournalFile file = SqliteJournalFile.open(made, InstantSource.system())) {
            file.append(KeptRows.rows(0, 1));
            assertThat(Files.getPosixFilePermissions(made.getParent()))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(made).isDirectoryContaining(each -> each.endsWith("journal.db-wal"));
            try (var files = Files.list(made)) {
                assertThat(files)
                        .allSatisfy(each ->
                                assertThat(Files.getPosixFilePermissions(each))
                                        .isEqualTo(PosixFilePermissions.fromString("rw-------")));
            }
        }
    }

    @Test
    void aSecondGatewayIsRefusedAndTheFirstGoesOn() throws IOException {
        try (SqliteJournalFile first = SqliteJournalFile.open(directory, InstantSource.system())) {
            assertRefused(opening(), "is in use by another gateway");
            first.append(KeptRows.rows(0, 2));
            assertRefused(opening(), "is in use by another gateway");
            assertThat(first.rows()).isEqualTo(2);
        }
        try (SqliteJournalFile next = SqliteJournalFile.open(directory, InstantSource.system())) {
            assertThat(next.rows()).isEqualTo(2);
        }
    }

    @Test
    void aSecondGatewayInAnotherProcessIsRefused() throws IOException {
        try (JournalProcess first = JournalProcess.start(directory, Map.of())) {
            assertRefused(opening(), "is in use by another gateway");
            first.ask("append 0 2");
            assertRefused(opening(), "is in use by another gateway");
        }
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            assertThat(file.rows()).isEqualTo(2);
        }
    }

    @Test
    void aKillLeavesNothingInTheFolderForTemporaryFiles() throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        String option = "-Djava.io.tmpdir=" + temporary;
        Path journal = directory.resolve("journal");
        for (int start = 0; start < 2; start++) {
            try (JournalProcess process = JournalProcess.start(journal, Map.of(), option)) {
                process.ask("append 0 10");
                process.kill();
            }
        }
        assertThat(temporary).isEmptyDirectory();
        try (var files = Files.list(journal)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "journal.db", "journal.db-wal", "ballast", "libsqlitejdbc.so");
        }
    }

    @Test
    void aNewerGatewaysJournalIsRefused() throws IOException, SQLException {
        keep(2);
        alter("PRAGMA user_version = 3");
        assertRefused(opening(), "is a newer gateway's");
        alter("PRAGMA user_version = 2");
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            assertThat(file.rows()).isEqualTo(2);
        }
    }

    @Test
    void anOlderGatewaysJournalIsBroughtUpToDateWithWhatItHolds() throws IOException, SQLException {
        keep(2);
        alter("ALTER TABLE kept DROP COLUMN hold");
        alter("ALTER TABLE set_aside DROP COLUMN hold");
        alter("PRAGMA user_version = 1");
        for (int start = 0; start < 2; start++) {
            try (SqliteJournalFile file =
                    SqliteJournalFile.open(directory, InstantSource.system())) {
                assertThat(file.rows()).isEqualTo(2);
            }
        }
        keep(2);
    }

    @Test
    void aDatabaseOfSomethingElseIsRefused() throws SQLException {
        alter("CREATE TABLE songs (title TEXT)");
        assertRefused(opening(), "no gateway's journal");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
        Files.writeString(database(), "Dear petitioners,\n".repeat(1_000));
        assertRefused(opening(), "is damaged");
        assertThat(Files.readString(database())).startsWith("Dear petitioners,");
    }

    @Test
    void aFileThatWasCutOffIsDamagedAndNotEmpty() throws IOException {
        keep(2_000);
        try (var channel = Files.newByteChannel(database(), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 4096 / 2 * 4096);
        }
        assertRefused(
                () -> {
                    try (SqliteJournalFile file =
                            SqliteJournalFile.open(directory, InstantSource.system())) {
                        file.oldest(0, Integer.MAX_VALUE);
                    }
                },
                "is damaged");
    }

    @Test
    void aLogWithoutItsFileIsNotThrownAway() throws IOException {
        try (JournalProcess process = JournalProcess.start(directory, Map.of())) {
            process.ask("append 0 2");
        }
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(database(), elsewhere);
        assertRefused(opening(), "its log is not");
        assertThat(log()).isNotEmptyFile();
        Files.delete(database());
        Files.move(elsewhere, database());
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            assertThat(file.rows()).isEqualTo(2);
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() ->
                        SqliteJournalFile.open(file.resolve("journal"), InstantSource.system())
                                .close())
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write the journal in " + file.resolve("journal"));
    }

    @Test
    void aFileThatIsRemovedWhileItIsOpenIsDrainedBeforeANewOneIsBegun() throws IOException {
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            file.append(KeptRows.rows(0, 5));
            Files.delete(database());
            assertRefused(() -> file.append(KeptRows.rows(5, 6)), "was removed or replaced");
            List<Long> ids = ids(file);
            assertThat(ids).hasSize(5);
            file.delete(ids);
            assertThat(file.append(KeptRows.rows(6, 7))).containsExactly(Appended.KEPT);
            assertThat(ids(file).getFirst()).isGreaterThan(ids.getLast());
        }
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            assertThat(file.rows()).isEqualTo(1);
        }
    }

    /// A small file is overwritten where it held something, a large one is written anew.
    @ParameterizedTest
    @ValueSource(ints = {300, 2_000})
    void nothingOfAPersonStaysWhenItIsEmpty(int rows) throws IOException {
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            file.append(KeptRows.rows(0, rows));
            assertThat(everyByte().contains("@example.org")).isTrue();
            file.delete(ids(file));
            assertThat(everyByte().contains("@example.org")).isFalse();
            assertThat(log()).isEmptyFile();
            assertThat(Files.size(database())).isLessThan(300_000);
        }
    }

    @Test
    void theLogStaysSmallHoweverMuchIsAppended() throws IOException {
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, InstantSource.system())) {
            for (int first = 0; first < 20_000; first += 500) {
                file.append(KeptRows.rows(first, first + 500));
                assertThat(Files.size(log())).isLessThan(9_000_000);
            }
        }
    }

    @Test
    void whatIsSetAsideIsThereForAnOperatorToRead() throws IOException, SQLException {
        Instant now = Instant.parse("2026-11-21T12:34:56.789Z");
        try (SqliteJournalFile file = SqliteJournalFile.open(directory, () -> now)) {
            file.append(KeptRows.rows(3, 4));
            file.setAside(ids(file).getFirst(), "the petition is not there");
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT reason, email, set_aside_at / 1000 FROM set_aside")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("the petition is not there");
            assertThat(row.getString(2)).isEqualTo("zoe.3@example.org");
            assertThat(row.getLong(3)).isEqualTo(now.toEpochMilli());
            assertThat(row.next()).isFalse();
        }
    }

    private String everyByte() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : List.of(database(), log())) {
            all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }
}
