package org.rempart.gateway.storage.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/// Space that is held for the moment when the disk is full: to remove rows takes some, and a
/// journal that cannot remove rows would never make room again.
final class Ballast {
    /// What stands in the log (250 pages, and one transaction more) may make the file grow when it
    /// is carried over, and the removal of [JournalConnection#DELETE_ROWS_MAX] rows adds up to 1.2
    /// MB to the log.
    static final int BYTES = 4 << 20;

    /// Room that must be there to take this much of it: what is left is for rows.
    private static final long ROOM_BYTES_MIN = BYTES + (1 << 20);

    private final Path file;

    Ballast(Path directory) {
        this.file = directory.resolve("ballast");
    }

    /// Whether it is there.
    boolean isHeld() throws IOException {
        return Files.exists(file) && Files.size(file) == BYTES;
    }

    /// Takes the space if there is room enough.
    ///
    /// @return whether it is held now
    boolean hold() throws IOException {
        if (isHeld()) {
            return true;
        }
        release();
        if (Files.getFileStore(file.toAbsolutePath().getParent()).getUsableSpace()
                < ROOM_BYTES_MIN) {
            return false;
        }
        // zeros would take no space where the file system compresses
        byte[] incompressible = new byte[BYTES];
        new SplittableRandom(BYTES).nextBytes(incompressible);
        try {
            PrivateFiles.create(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(incompressible);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            return true;
        } catch (IOException _) {
            // somebody else was faster
            release();
            return false;
        }
    }

    /// Gives the space back to the disk.
    ///
    /// @return whether there was any
    boolean release() throws IOException {
        return Files.deleteIfExists(file);
    }
}
