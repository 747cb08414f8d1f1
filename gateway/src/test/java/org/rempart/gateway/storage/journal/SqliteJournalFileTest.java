package org.rempart.gateway.storage.journal;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

class SqliteJournalFileTest extends JournalFileContract {
    @TempDir private Path directory;

    @Override
    JournalFile open() throws IOException {
        return SqliteJournalFile.open(directory);
    }
}
