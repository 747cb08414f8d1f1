package org.rempart.gateway.storage.journal;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.KeptRow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongConsumer;

/// The journal as a file of SQLite, `journal.db`, with its log (`-wal`) beside it. Both belong to
/// the gateway's user alone.
///
/// A full disk stops it from growing and never from shrinking: see [Ballast]. While the ballast is
/// gone nothing is appended, or the next full disk would find no reserve.
///
/// When the file is removed or replaced under a running gateway, the open one goes on to be read
/// and drained; nothing new is taken until it is empty, then the next append opens what is there.
public final class SqliteJournalFile implements JournalFile {
    private static final String NAME = "journal.db";

    /// Once the disk was full: transactions this small fit into the space of those before them.
    private static final int DELETE_ROWS_MAX_WHEN_FULL = 50;

    /// Pages that are given back at a time: what that adds to the log fits where little else does.
    private static final int SHRINK_PAGES = 256;

    private static final int BALLAST_PAGES = Ballast.BYTES / JournalConnection.PAGE_BYTES;

    private final Path directory;
    private final Path file;
    private final Path log;
    private final InstantSource clock;
    private final Ballast ballast;
    private @Nullable JournalConnection connection;
    private Object identity;
    private long lastId;

    private SqliteJournalFile(Path directory, InstantSource clock) throws IOException {
        this.directory = directory;
        this.file = directory.resolve(NAME);
        this.log = directory.resolve(NAME + "-wal");
        this.clock = clock;
        this.ballast = new Ballast(directory);
        if (!Files.exists(file)) {
            PrivateFiles.create(file);
        }
        this.identity = JournalConnection.identity(file);
    }

    /// Opens the journal of this directory; makes both where they are missing.
    ///
    /// @throws IOException with one sentence for the operator, when the directory cannot be written
    ///   or its journal is in use by another gateway, damaged, or of a newer version
    public static SqliteJournalFile open(Path directory, InstantSource clock) throws IOException {
        Path absolute = directory.toAbsolutePath();
        SqliteJournalFile journal;
        try {
            PrivateFiles.createDirectories(absolute);
            NativeLibrary.load(absolute);
            journal = new SqliteJournalFile(absolute, clock);
        } catch (IOException e) {
            throw new IOException("cannot write the journal in " + absolute, e);
        }
        journal.connection();
        journal.ballast.hold();
        return journal;
    }

    @Override
    public List<Appended> append(List<KeptRow> rows) throws IOException {
        ensureThatItCanGrow();
        try {
            return write(journal -> journal.append(rows));
        } catch (IOException e) {
            if (!SqliteFailure.isRefusedWrite(e)) {
                throw e;
            }
            // the log may be what fills the disk, and there may be room in the file
            run(JournalConnection::checkpoint);
            return write(journal -> journal.append(rows));
        }
    }

    @Override
    public List<JournaledRow> oldest(long after, int rowsMax) throws IOException {
        return read(journal -> journal.oldest(after, rowsMax));
    }

    @Override
    public void delete(List<Long> ids) throws IOException {
        shrinkEvenOnAFullDisk(
                () -> delete(ids, JournalConnection.DELETE_ROWS_MAX),
                () -> delete(ids, DELETE_ROWS_MAX_WHEN_FULL));
        giveBack();
    }

    private void delete(List<Long> ids, int rowsMax) throws IOException {
        for (int from = 0; from < ids.size(); from += rowsMax) {
            List<Long> some = ids.subList(from, Math.min(ids.size(), from + rowsMax));
            write(journal -> {
                journal.delete(some);
                return some;
            });
        }
    }

    @Override
    public void setAside(long id, String reason) throws IOException {
        Action move =
                () ->
                        write(journal -> {
                            journal.setAside(id, reason, clock.instant());
                            return id;
                        });
        shrinkEvenOnAFullDisk(move, move);
        giveBack();
    }

    @Override
    public void keys(LongConsumer each) throws IOException {
        run(journal -> journal.keys(each));
    }

    @Override
    public int rows() throws IOException {
        return Math.toIntExact(read(JournalConnection::rows));
    }

    @Override
    public long bytes() throws IOException {
        return read(JournalConnection::bytes);
    }

    @Override
    public void probe() throws IOException {
        ensureThatItCanGrow();
        write(journal -> {
            journal.probe();
            return journal;
        });
    }

    /// Forgets the connection; whatever the file could not be told on the way is in its log.
    @Override
    public void close() {
        JournalConnection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException _) {
                // the next open finds what was committed
            }
        }
    }

    private void ensureThatItCanGrow() throws IOException {
        if (isGone()) {
            if (!read(JournalConnection::isEmpty)) {
                throw new IOException(
                        "the journal %s was removed or replaced; what the gateway still has of it is drained first"
                                .formatted(file));
            }
            lastId = read(JournalConnection::lastId);
            close();
            if (!Files.exists(file)) {
                PrivateFiles.create(file);
            }
            identity = JournalConnection.identity(file);
        }
        if (!ballast.hold()) {
            throw new IOException("the disk of the journal in " + directory + " is full");
        }
    }

    private boolean isGone() throws IOException {
        return !Files.exists(file) || !JournalConnection.identity(file).equals(identity);
    }

    private void shrinkEvenOnAFullDisk(Action first, Action again) throws IOException {
        try {
            first.run();
        } catch (IOException e) {
            if (!SqliteFailure.isRefusedWrite(e) || !ballast.release()) {
                throw e;
            }
            run(JournalConnection::checkpoint);
            again.run();
        }
    }

    /// What is gone from the journal goes from the disk too: all of it when nothing waits any more,
    /// and as much as the ballast needs when that is missing. A failure changes nothing of what was
    /// removed.
    private void giveBack() throws IOException {
        try {
            if (read(JournalConnection::isEmpty)) {
                run(JournalConnection::compact);
            }
            for (int pages = 0; pages < BALLAST_PAGES && !ballast.hold(); pages += SHRINK_PAGES) {
                run(journal -> journal.shrink(SHRINK_PAGES));
            }
            ballast.hold();
        } catch (IOException e) {
            if (!SqliteFailure.isRefusedWrite(e)) {
                throw e;
            }
        }
    }

    private JournalConnection connection() throws IOException {
        JournalConnection open = connection;
        if (open == null) {
            open = reopened();
            connection = open;
        }
        return open;
    }

    private JournalConnection reopened() throws IOException {
        if (isGone()) {
            throw new IOException(
                    "the journal %s was removed or replaced; put it back, or start the gateway again without it"
                            .formatted(file));
        }
        // SQLite would throw that log away
        if (Files.size(file) == 0 && Files.exists(log) && Files.size(log) > 0) {
            throw new IOException(
                    "the journal %s is empty and its log is not; put the file back, or move both away"
                            .formatted(file));
        }
        try {
            return JournalConnection.open(file, lastId);
        } catch (SQLException e) {
            if (!SqliteFailure.isRefusedWrite(e) || !ballast.release()) {
                throw SqliteFailure.of(e, directory);
            }
        }
        try {
            return JournalConnection.open(file, lastId);
        } catch (SQLException e) {
            throw SqliteFailure.of(e, directory);
        }
    }

    private <T> T read(Work<T> work) throws IOException {
        JournalConnection journal = connection();
        try {
            return work.on(journal);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private void run(Step step) throws IOException {
        read(journal -> {
            step.on(journal);
            return journal;
        });
    }

    private <T> T write(Work<T> work) throws IOException {
        JournalConnection journal = connection();
        T result;
        try {
            journal.begin();
            result = work.on(journal);
        } catch (SQLException e) {
            undo(journal);
            throw failed(e);
        } catch (RuntimeException e) {
            undo(journal);
            throw e;
        }
        try {
            journal.commit();
            return result;
        } catch (SQLException e) {
            if (SqliteFailure.isRefusedWrite(e)) {
                undo(journal);
                throw failed(e);
            }
            close();
            throw SqliteFailure.inDoubt(e, directory);
        }
    }

    /// SQLite has often done so by itself; then there is nothing to undo.
    private void undo(JournalConnection journal) {
        try {
            journal.rollback();
        } catch (SQLException _) {
            // if it is not undone, the next transaction cannot begin, and the file is opened anew
        }
    }

    /// A refused write leaves the connection as it was; after anything else a new one is safer.
    private IOException failed(SQLException e) {
        if (!SqliteFailure.isRefusedWrite(e)) {
            close();
        }
        return SqliteFailure.of(e, directory);
    }

    /// A few statements.
    private interface Work<T> {
        T on(JournalConnection journal) throws SQLException;
    }

    /// The same without a result.
    private interface Step {
        void on(JournalConnection journal) throws SQLException;
    }

    /// Something that may fail like the file itself.
    private interface Action {
        void run() throws IOException;
    }
}
