package org.rempart.gateway.storage;

import static org.rempart.gateway.storage.Failure.Commit.IN_DOUBT;
import static org.rempart.gateway.storage.Failure.Commit.UNDONE;
import static org.rempart.gateway.storage.Failure.Connection.KEPT;
import static org.rempart.gateway.storage.Failure.Connection.REPLACED;
import static org.rempart.gateway.storage.Remedy.JOURNAL;
import static org.rempart.gateway.storage.Remedy.REFUSE;
import static org.rempart.gateway.storage.Remedy.STOP;
import static org.rempart.gateway.storage.Remedy.TRY_AGAIN;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Every way in which a batch fails, and what follows from it. This table is the only place that
/// says so.
///
/// A row is found by SQLSTATE (PostgreSQL manual, "PostgreSQL Error Codes"): by the code and the
/// server's routine, by the code, or by the first two characters, its class. The last rows are
/// failures that the server did not report.
///
/// What the server reports is undone. The client library hands an error on with ReadyForQuery, and
/// that comes after the abort; while a commit is written the server heeds neither a cancellation
/// nor the end of its session (`xact.c`: CommitTransaction holds interrupts off). A FATAL error or
/// a PANIC has no ReadyForQuery and arrives as a closed connection. The exceptions are the end of a
/// session (57P01, 57P05, 25P03), handed on at once and possible right after a commit, and whatever
/// something between here and the server reports of its own (08, 40003).
enum Failure {
    CONFLICT(TRY_AGAIN, UNDONE, KEPT, "another transaction was in the way", "40", "55P03"),
    STALE_STATEMENT(
            TRY_AGAIN,
            UNDONE,
            REPLACED,
            "the prepared statement is gone or out of date",
            "26000",
            "42P05",
            "0A000 RevalidateCachedQuery"),
    STUCK_SESSION(TRY_AGAIN, UNDONE, REPLACED, "the session holds a failed transaction", "25P02"),

    BROKEN(JOURNAL, IN_DOUBT, REPLACED, "the connection broke under way", "08", "40003"),
    SESSION_ENDED(
            JOURNAL, IN_DOUBT, REPLACED, "the server ended the session", "57", "25P03", "25P04"),
    NO_SESSION(
            JOURNAL,
            UNDONE,
            REPLACED,
            "the server takes no session",
            "28",
            "3D000",
            "53300",
            "57P03"),
    TOOK_TOO_LONG(JOURNAL, UNDONE, KEPT, "the server gave the statement up", "57014"),
    READ_ONLY(JOURNAL, UNDONE, REPLACED, "the server takes no writes", "25006"),
    OUT_OF_RESOURCES(JOURNAL, UNDONE, KEPT, "the server's disk or memory fails it", "53", "58"),

    ROW_REFUSED(
            REFUSE,
            UNDONE,
            KEPT,
            "a row is at fault",
            "21",
            "22",
            "23",
            "44",
            "54000", // longer than an index entry may be
            "P0001"),

    SCHEMA_OR_RIGHTS(STOP, UNDONE, KEPT, "the schema or the rights do not fit", "42", "3F"),
    DAMAGE(STOP, UNDONE, REPLACED, "the server reports damage or a fault of its own", "XX"),
    UNKNOWN(STOP, UNDONE, REPLACED, "an error that has no row in the table"),

    NOT_CONNECTED(JOURNAL, UNDONE, KEPT, "no connection"),
    NO_ANSWER(JOURNAL, IN_DOUBT, REPLACED, "no answer within the deadline"),
    CLOSED(JOURNAL, IN_DOUBT, REPLACED, "the connection was closed under way"),
    OURS(JOURNAL, IN_DOUBT, REPLACED, "this side failed under way");

    /// What became of the transaction.
    enum Commit {
        UNDONE,
        IN_DOUBT
    }

    /// What becomes of the connection.
    enum Connection {
        KEPT,
        REPLACED
    }

    private static final Pattern SQLSTATE = Pattern.compile("[0-9A-Z]{5}");
    private static final Map<String, Failure> BY_CODE = byCode();

    final Remedy remedy;
    final Commit commit;
    final Connection connection;
    final String words;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    final List<String> codes;

    Failure(Remedy remedy, Commit commit, Connection connection, String words, String... codes) {
        this.remedy = remedy;
        this.commit = commit;
        this.connection = connection;
        this.words = words;
        this.codes = List.of(codes);
    }

    private static Map<String, Failure> byCode() {
        Map<String, Failure> byCode = new HashMap<>();
        for (Failure failure : values()) {
            failure.codes.forEach(code -> byCode.put(code, failure));
        }
        return Map.copyOf(byCode);
    }

    /// The row of the table for what a use of a [Link] failed with.
    static Failure of(Throwable cause) {
        return switch (cause) {
            case StorageException own -> own.failure();
            case PgException reported ->
                    ofCode(
                            String.valueOf(reported.getSqlState()),
                            String.valueOf(reported.getRoutine()));
            case ClosedConnectionException _, IOException _ -> CLOSED;
            default -> OURS;
        };
    }

    private static Failure ofCode(String code, String routine) {
        String classOfCode = code.substring(0, Math.min(2, code.length()));
        Failure ofClass = BY_CODE.getOrDefault(classOfCode, UNKNOWN);
        Failure ofCode = BY_CODE.getOrDefault(code, ofClass);
        return BY_CODE.getOrDefault(code + " " + routine, ofCode);
    }

    /// What a batch that failed so comes to.
    static BatchResult.Failed result(Throwable cause) {
        if (cause instanceof PartlyWritten partly) {
            BatchResult.Failed rest = result(partly.rest());
            return new BatchResult.Failed(rest.remedy(), true, rest.reason());
        }
        Failure failure = of(cause);
        return new BatchResult.Failed(failure.remedy, failure.commit == IN_DOUBT, describe(cause));
    }

    /// A few words for operators. The server's message is not among them: it may quote a row.
    static String describe(Throwable cause) {
        return switch (cause) {
            case StorageException own -> String.valueOf(own.getMessage());
            case PgException reported ->
                    of(reported).words
                            + (SQLSTATE.matcher(String.valueOf(reported.getSqlState())).matches()
                                    ? " (SQLSTATE " + reported.getSqlState() + ")"
                                    : "");
            default -> of(cause).words + " (" + cause.getClass().getSimpleName() + ")";
        };
    }
}
