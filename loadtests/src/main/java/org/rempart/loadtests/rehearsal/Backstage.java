package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.database.PostgresServer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// What only whoever started the gateways can see of the first one and do with it.
///
/// @param pid its process id
/// @param log its log
/// @param database where that is a server of its own
record Backstage(LongSupplier pid, Path log, Optional<PostgresServer> database) {
    /// Files and sockets it holds open (Linux, `/proc`).
    long files() throws IOException {
        try (Stream<Path> files =
                Files.list(Path.of("/proc", Long.toString(pid.getAsLong()), "fd"))) {
            return files.count();
        }
    }

    /// Has its heap collected in full.
    void collectHeap() throws IOException, InterruptedException {
        Heap.collect(pid.getAsLong());
    }
}
