package org.rempart.gateway;

import io.micrometer.core.instrument.MeterRegistry;

import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.storage.journal.Journal;
import org.rempart.gateway.storage.journal.SqliteJournalFile;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/// Opens the journal, with what it holds from an earlier life.
final class Journals {
    private Journals() {}

    static Journal open(
            Settings settings, Executor writer, InstantSource clock, MeterRegistry meters) {
        try {
            return new Journal(
                    SqliteJournalFile.open(settings.dataDir().resolve("journal"), clock),
                    writer,
                    new Journal.Limits(settings.journal().rowsMax(), settings.journal().bytesMax()),
                    meters);
        } catch (IOException e) {
            throw new StartException("cannot use the journal: " + e.getMessage(), e);
        }
    }
}
