package org.rempart.gateway.storage.journal;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.file.Path;
import java.sql.SQLException;

/// What SQLite's error codes (sqlite.org/rescode.html) mean for the journal, as a sentence for the
/// operator that names the directory and nothing of a row.
final class SqliteFailure {
    private SqliteFailure() {}

    static IOException of(SQLException e, Path directory) {
        return new IOException(sentence(e).formatted(directory), e);
    }

    /// Of a commit that may stand in the log.
    static SyncFailedException inDoubt(SQLException e, Path directory) {
        var inDoubt =
                new SyncFailedException(
                        "the disk of the journal in %s does not say that it keeps what it took"
                                .formatted(directory));
        inDoubt.initCause(e);
        return inDoubt;
    }

    private static String sentence(SQLException e) {
        return switch (code(e)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "the journal in %s is in use by another gateway";
            case SQLITE_NOTADB,
                    SQLITE_CORRUPT,
                    SQLITE_CORRUPT_INDEX,
                    SQLITE_CORRUPT_SEQUENCE,
                    SQLITE_IOERR_SHORT_READ ->
                    "the journal in %s is damaged; once it is moved away the gateway starts with an empty one";
            case SQLITE_FULL -> "the disk of the journal in %s is full";
            case SQLITE_IOERR_WRITE -> "the disk of the journal in %s takes no more";
            default -> "the journal in %s cannot be used";
        };
    }

    /// Whether a write failed. The commit of a transaction is the last page that is written to the
    /// log and counts only whole, so one that ends like this never stood there.
    static boolean isRefusedWrite(SQLException e) {
        return switch (code(e)) {
            case SQLITE_FULL, SQLITE_IOERR_WRITE -> true;
            default -> false;
        };
    }

    static boolean isRefusedWrite(IOException e) {
        return e.getCause() instanceof SQLException cause && isRefusedWrite(cause);
    }

    private static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException known
                ? known.getResultCode()
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
