package org.rempart.gateway.storage.journal;

import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/// SQLite itself, which is no Java. Its driver would unpack it into the machine's folder for
/// temporary files under a new name at each start, and leave it there when the process is killed.
/// Kept in the journal's directory it is one file that the next start finds again, also when the
/// disk is full by then.
final class NativeLibrary {
    /// Where the driver looks first; whoever has set it knows of a better place.
    private static final String PATH = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /// Loads it, if this process has not done so yet. A directory that may not hold programs
    /// (`noexec`) leaves the driver to its own way.
    static void load(Path directory) throws IOException {
        if (System.getProperty(PATH) == null) {
            unpack(directory.resolve(LibraryLoaderUtil.getNativeLibName()));
            System.setProperty(PATH, directory.toString());
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new IOException("SQLite cannot be loaded on this machine", e);
        }
    }

    /// A file that is there with the same bytes stays. One of another version is replaced and not
    /// overwritten, because a running process may have it in use.
    private static void unpack(Path library) throws IOException {
        byte[] wanted = ofTheDriver();
        if (Files.exists(library) && Arrays.equals(Files.readAllBytes(library), wanted)) {
            return;
        }
        Path unfinished = library.resolveSibling(library.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        PrivateFiles.create(unfinished);
        Files.write(unfinished, wanted);
        Files.move(unfinished, library, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] ofTheDriver() throws IOException {
        String name =
                LibraryLoaderUtil.getNativeLibResourcePath()
                        + "/"
                        + LibraryLoaderUtil.getNativeLibName();
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(name)) {
            if (packed == null) {
                throw new FileNotFoundException("SQLite is not packed for this machine: " + name);
            }
            return packed.readAllBytes();
        }
    }
}
