package org.rempart.gateway.storage.journal;

import org.rempart.gateway.storage.KeptRow;

import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;

/// The journal on disk. Everything blocks and belongs to one thread. After an [IOException] the
/// file can be used again: the next call opens it anew if it has to.
public interface JournalFile extends AutoCloseable {
    /// Appends in one transaction and returns when it is on disk, power cut or not: one of
    /// [Appended#KEPT] and [Appended#SPENT] for each row. No two may have the same challenge.
    ///
    /// @throws java.io.SyncFailedException when they may turn up after all
    /// @throws IOException when nothing of them is there
    List<Appended> append(List<KeptRow> rows) throws IOException;

    /// The oldest rows with an id above `after`, in the order of their ids.
    List<JournaledRow> oldest(long after, int rowsMax) throws IOException;

    /// Removes these rows. What was removed may come back after a power cut, which is harmless: it
    /// is written to the database again and found there.
    void delete(List<Long> ids) throws IOException;

    /// Takes one row out of the way, for an operator to look at.
    void setAside(long id, String reason) throws IOException;

    /// Tells the [key][HeldChallenges#key] of every challenge that is there.
    void keys(LongConsumer each) throws IOException;

    /// Rows that wait for the database.
    int rows() throws IOException;

    /// Bytes on disk that hold something.
    long bytes() throws IOException;

    /// Writes and syncs a trifle, to find out whether the disk takes it.
    void probe() throws IOException;

    @Override
    void close();
}
