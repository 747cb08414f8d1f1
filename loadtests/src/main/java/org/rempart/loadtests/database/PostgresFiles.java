package org.rempart.loadtests.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Programs and data of a PostgreSQL.
///
/// @param programs its `bin`
/// @param data its data folder
record PostgresFiles(Path programs, Path data) {
    /// The library's defaults trade durability for speed, and a committed row was lost after a
    /// kill. Everything else is what PostgreSQL ships with, but for where it listens.
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "full_page_writes", "on",
                    "max_connections", "60",
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "",
                    "log_line_prefix", "%m [%p] ");

    /// Unpacks the programs and makes an empty database. The library starts the server once for it,
    /// and stops it again. Blocks for some seconds.
    static PostgresFiles make(Path folder) throws IOException {
        Path unpacked = folder.resolve("programs");
        Path data = folder.resolve("data");
        var builder =
                EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setOverrideWorkingDirectory(unpacked.toFile())
                        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                        .setErrorRedirector(ProcessBuilder.Redirect.DISCARD);
        // its socket would stay out of the folder
        builder.setServerConfig("unix_socket_directories", "");
        builder.start().close();
        return new PostgresFiles(programs(unpacked), data);
    }

    private static Path programs(Path unpacked) throws IOException {
        try (Stream<Path> files = Files.walk(unpacked, 3)) {
            return files.filter(file -> file.endsWith("bin/postgres"))
                    .findFirst()
                    .map(Path::getParent)
                    .orElseThrow(() -> new IOException("no PostgreSQL was unpacked"));
        }
    }

    /// The command that is the server: it becomes the postmaster itself.
    List<String> serve(int port) {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL does not run as root; in a user namespace of its own it is nobody
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(
                List.of(
                        programs.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }
}
