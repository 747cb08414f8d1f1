package org.rempart.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sockets this process holds open, as the kernel lists them (proc(5), `/proc/net/tcp`).
public final class OpenSockets {
    private static final int REMOTE = 2;
    private static final int INODE = 9;
    private static final Pattern SPACES = Pattern.compile(" +");

    private OpenSockets() {}

    /// How many lead to that port, in whatever state.
    public static long to(int port) {
        String remotePort = ":%04X".formatted(port).toUpperCase(Locale.ROOT);
        Set<String> mine = mine();
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/self/net", table)).skip(1))
                .map(line -> SPACES.split(line.strip()))
                .filter(fields -> fields[REMOTE].endsWith(remotePort))
                .filter(fields -> mine.contains("socket:[" + fields[INODE] + "]"))
                .count();
    }

    private static Set<String> mine() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(OpenSockets::target).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return ""; // closed meanwhile
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table).stream() : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
