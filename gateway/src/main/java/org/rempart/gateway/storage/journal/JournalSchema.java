package org.rempart.gateway.storage.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// The tables of the file. Times are microseconds since 1970, as exact as the database's own.
final class JournalSchema {
    /// Raised with every change of the tables.
    static final int VERSION = 2;

    /// The first one: what a gateway of that time has kept is drained by this one.
    private static final int VERSION_WITHOUT_HOLD = 1;

    /// What a row of either table says of a signature.
    static final String SIGNATURE =
            """
            challenge, content, expires_at, receipt, petition_id, name, email, country, postcode, \
            is_public, wants_updates, address_hash, person_hash, taken_at, in_doubt, hold\
            """;

    private static final String COLUMNS =
            """
            challenge BLOB NOT NULL UNIQUE,
            content BLOB NOT NULL,
            expires_at INTEGER NOT NULL,
            receipt TEXT NOT NULL,
            petition_id INTEGER NOT NULL,
            name TEXT NOT NULL,
            email TEXT NOT NULL,
            country TEXT NOT NULL,
            postcode TEXT,
            is_public INTEGER NOT NULL,
            wants_updates INTEGER NOT NULL,
            address_hash BLOB NOT NULL,
            person_hash BLOB NOT NULL,
            taken_at INTEGER NOT NULL,
            in_doubt INTEGER NOT NULL,
            hold TEXT
            """;

    private JournalSchema() {}

    /// Makes the tables in an empty file, in one transaction, or finds them.
    ///
    /// @param lastId new ids are greater
    /// @throws IOException when the file is a newer gateway's, or something else's
    static void prepare(Connection connection, Path file, long lastId)
            throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            int version = number(statement, "PRAGMA user_version");
            if (version == VERSION) {
                return;
            }
            if (version == VERSION_WITHOUT_HOLD) {
                addHold(statement);
                return;
            }
            if (version > VERSION) {
                throw new IOException(
                        "the journal %s is a newer gateway's: its tables are of version %d, known here is %d"
                                .formatted(file, version, VERSION));
            }
            if (version < 0 || number(statement, "SELECT count(*) FROM sqlite_schema") > 0) {
                throw new IOException(
                        "the file %s is a database, but no gateway's journal".formatted(file));
            }
            create(statement, lastId);
        }
    }

    private static void create(Statement statement, long lastId) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute(
                "CREATE TABLE kept (id INTEGER PRIMARY KEY AUTOINCREMENT, " + COLUMNS + ") STRICT");
        statement.execute(
                """
                CREATE TABLE set_aside (
                    id INTEGER PRIMARY KEY,
                    set_aside_at INTEGER NOT NULL,
                    reason TEXT NOT NULL,
                """
                        + COLUMNS
                        + ") STRICT");
        statement.execute("CREATE TABLE probe (times INTEGER NOT NULL) STRICT");
        statement.execute("INSERT INTO probe VALUES (0)");
        statement.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES ('kept', " + lastId + ")");
        statement.execute("PRAGMA user_version = " + VERSION);
        statement.execute("COMMIT");
    }

    private static void addHold(Statement statement) throws SQLException {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("ALTER TABLE kept ADD COLUMN hold TEXT");
        statement.execute("ALTER TABLE set_aside ADD COLUMN hold TEXT");
        statement.execute("PRAGMA user_version = " + VERSION);
        statement.execute("COMMIT");
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getInt(1);
        }
    }
}
