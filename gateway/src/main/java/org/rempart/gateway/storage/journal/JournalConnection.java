package org.rempart.gateway.storage.journal;

import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.storage.KeptRow;
import org.sqlite.JDBC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.LongConsumer;

/// The statements of the journal, on one open file. Knows nothing of what to do when one fails;
/// each is prepared when it is needed, because the driver throws away those that have failed.
final class JournalConnection implements AutoCloseable {
    /// Rows that one transaction removes: what it adds to the log is bounded, see [Ballast#BYTES].
    static final int DELETE_ROWS_MAX = 100;

    static final int PAGE_BYTES = 4096;

    /// Pages in the log before they are carried over into the file: a fourth of SQLite's default,
    /// because what stands in the log counts for the [Ballast].
    private static final int LOG_PAGES_MAX = 250;

    /// The log is cut back to this when it starts over.
    private static final int LOG_BYTES_MAX = 1 << 20;

    /// A file that is emptied again and again keeps this many pages, 256 KiB, instead of being
    /// written anew each time.
    private static final int UNUSED_PAGES_MAX = 64;

    /// `locking_mode` stands first: without it the log's index would be shared memory in a file,
    /// and a second gateway would be let in. `auto_vacuum` must precede the first table.
    /// `synchronous=FULL` syncs the log at each commit: what was committed survives a power cut.
    /// `secure_delete` overwrites what is removed; `temp_store` keeps rows out of temporary files.
    private static final List<String> SETTINGS =
            List.of(
                    "locking_mode = EXCLUSIVE",
                    "page_size = " + PAGE_BYTES,
                    "auto_vacuum = INCREMENTAL",
                    "journal_mode = WAL",
                    "synchronous = FULL",
                    "secure_delete = ON",
                    "temp_store = MEMORY",
                    "wal_autocheckpoint = " + LOG_PAGES_MAX,
                    "journal_size_limit = " + LOG_BYTES_MAX);

    private static final String APPEND =
            "INSERT INTO kept ("
                    + JournalSchema.SIGNATURE
                    + ") SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
                    + " ?16"
                    + " WHERE NOT EXISTS (SELECT 1 FROM set_aside WHERE challenge = ?1)"
                    + " ON CONFLICT (challenge) DO NOTHING";
    private static final String CONTENT =
            "SELECT content FROM kept WHERE challenge = ?1"
                    + " UNION ALL SELECT content FROM set_aside WHERE challenge = ?1";
    private static final String OLDEST =
            "SELECT id, " + JournalSchema.SIGNATURE + " FROM kept WHERE id > ? ORDER BY id LIMIT ?";
    private static final String SET_ASIDE =
            "INSERT INTO set_aside (id, set_aside_at, reason, "
                    + JournalSchema.SIGNATURE
                    + ") SELECT id, ?, ?, "
                    + JournalSchema.SIGNATURE
                    + " FROM kept WHERE id = ?";

    private final Connection connection;

    private JournalConnection(Connection connection) {
        this.connection = connection;
    }

    /// Opens the file, which must exist, and carries over what its log holds: what a killed process
    /// wrote and did not sync can be read back here, and must not be taken for durable before it
    /// is.
    ///
    /// @param lastId in an empty file, new ids are greater
    /// @throws IOException when it is not a journal that can be used here
    static JournalConnection open(Path file, long lastId) throws SQLException, IOException {
        Connection connection = JDBC.createConnection(JDBC.PREFIX + file, new Properties());
        try {
            try (Statement statement = connection.createStatement()) {
                // another gateway does not go away while this one waits
                statement.execute("PRAGMA busy_timeout = 0");
                for (String setting : SETTINGS) {
                    statement.execute("PRAGMA " + setting);
                }
            }
            JournalSchema.prepare(connection, file, lastId);
            JournalConnection journal = new JournalConnection(connection);
            journal.checkpoint();
            return journal;
        } catch (SQLException | IOException | RuntimeException e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    private static void closeQuietly(Connection connection, Exception reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    void begin() throws SQLException {
        run("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        run("COMMIT");
    }

    void rollback() throws SQLException {
        run("ROLLBACK");
    }

    List<Appended> append(List<KeptRow> rows) throws SQLException {
        List<Appended> appended = new ArrayList<>(rows.size());
        try (PreparedStatement append = connection.prepareStatement(APPEND)) {
            for (KeptRow row : rows) {
                KeptRowColumns.bind(append, row);
                appended.add(append.executeUpdate() == 1 ? Appended.KEPT : known(row));
            }
        }
        return appended;
    }

    private Appended known(KeptRow row) throws SQLException {
        try (PreparedStatement content = connection.prepareStatement(CONTENT)) {
            content.setBytes(1, row.row().challenge().getBytes());
            try (ResultSet known = content.executeQuery()) {
                known.next();
                boolean same = Arrays.equals(known.getBytes(1), row.row().content().getBytes());
                return same ? Appended.KEPT : Appended.SPENT;
            }
        }
    }

    List<JournaledRow> oldest(long after, int rowsMax) throws SQLException {
        try (PreparedStatement oldest = connection.prepareStatement(OLDEST)) {
            oldest.setLong(1, after);
            oldest.setInt(2, rowsMax);
            List<JournaledRow> rows = new ArrayList<>();
            try (ResultSet result = oldest.executeQuery()) {
                while (result.next()) {
                    rows.add(new JournaledRow(result.getLong("id"), KeptRowColumns.read(result)));
                }
            }
            return rows;
        }
    }

    void delete(List<Long> ids) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM kept WHERE id = ?")) {
            for (long id : ids) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        }
    }

    void setAside(long id, String reason, Instant now) throws SQLException {
        try (PreparedStatement copy = connection.prepareStatement(SET_ASIDE)) {
            copy.setLong(1, KeptRowColumns.micros(now));
            copy.setString(2, reason);
            copy.setLong(3, id);
            copy.executeUpdate();
        }
        delete(List.of(id));
    }

    void keys(LongConsumer each) throws SQLException {
        try (Statement plain = connection.createStatement();
                ResultSet result =
                        plain.executeQuery(
                                "SELECT challenge FROM kept UNION ALL SELECT challenge FROM set_aside")) {
            while (result.next()) {
                each.accept(HeldChallenges.key(Buffer.buffer(result.getBytes(1))));
            }
        }
    }

    long rows() throws SQLException {
        return number("SELECT count(*) FROM kept");
    }

    boolean isEmpty() throws SQLException {
        return number("SELECT EXISTS (SELECT 1 FROM kept)") == 0;
    }

    long lastId() throws SQLException {
        return number("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'kept'");
    }

    long bytes() throws SQLException {
        long pages = number("PRAGMA page_count") - number("PRAGMA freelist_count");
        return pages * PAGE_BYTES;
    }

    void probe() throws SQLException {
        run("UPDATE probe SET times = times + 1");
    }

    /// Carries the log over into the file, syncs that, and empties the log.
    void checkpoint() throws SQLException {
        run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// Cuts unused pages off the end of the file, moving others there.
    void shrink(int pagesMax) throws SQLException {
        run("PRAGMA incremental_vacuum(" + pagesMax + ")");
        checkpoint();
    }

    /// Writes the file anew without its unused pages; of what was kept it must hold next to
    /// nothing, or this takes long. The log is emptied before, because that may be all the room
    /// there is, and after, because it still shows what was kept.
    void compact() throws SQLException {
        checkpoint();
        if (number("PRAGMA freelist_count") > UNUSED_PAGES_MAX) {
            run("VACUUM");
            checkpoint();
        }
    }

    /// To its end, as `execute` does not: a vacuum would stop after its first page, and a
    /// checkpoint would stay under way and keep what comes next from being committed.
    private void run(String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.executeUpdate(statement);
        }
    }

    private long number(String query) throws SQLException {
        try (Statement plain = connection.createStatement();
                ResultSet result = plain.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /// What identifies the file, whatever its name is by now.
    static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key == null ? file : key;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
