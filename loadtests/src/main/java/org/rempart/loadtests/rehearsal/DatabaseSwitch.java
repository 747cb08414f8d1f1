package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.database.PostgresServer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What takes a database away and brings it back. Calls block.
interface DatabaseSwitch {
    /// How it goes away, for reports.
    String label();

    void down() throws IOException, InterruptedException;

    void up() throws IOException, InterruptedException;

    /// How a database that was started here goes away.
    enum Kind {
        /// In order: clients are told.
        STOP,
        /// SIGKILL: connections break.
        KILL,
        /// SIGSTOP: nothing breaks, and nothing answers.
        HANG;

        /// Its name in settings and reports.
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Of a server that was started here.
    record OfServer(Kind kind, PostgresServer database) implements DatabaseSwitch {
        @Override
        public String label() {
            return kind.label();
        }

        @Override
        public void down() throws IOException, InterruptedException {
            switch (kind) {
                case STOP -> database.stop(PostgresServer.Stop.FAST);
                case KILL -> database.down();
                case HANG -> database.freeze();
            }
        }

        @Override
        public void up() throws IOException, InterruptedException {
            switch (kind) {
                case STOP, KILL -> database.up();
                case HANG -> database.thaw();
            }
        }
    }

    /// Two commands of an operator's, for the shell. They see no token.
    ///
    /// @param log where goes what they print
    record OfCommands(String downCommand, String upCommand, Path log) implements DatabaseSwitch {
        /// A server that stops in order ends its checkpoint first.
        private static final Duration COMMAND_MAX = Duration.ofSeconds(60);

        @Override
        public String label() {
            return "by command";
        }

        @Override
        public void down() throws IOException, InterruptedException {
            run("outage.down", downCommand);
        }

        @Override
        public void up() throws IOException, InterruptedException {
            run("outage.up", upCommand);
        }

        private void run(String key, String command) throws IOException, InterruptedException {
            ProcessBuilder builder =
                    new ProcessBuilder("/bin/sh", "-c", command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Map<String, String> environment = builder.environment();
            environment.remove(Venue.OPERATOR_TOKEN);
            environment.remove(Venue.REHEARSAL_TOKEN);
            Process process = builder.start();
            if (!process.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(
                        "%s did not end within %d s; see %s"
                                .formatted(key, COMMAND_MAX.toSeconds(), log));
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        "%s ended with code %d; see %s".formatted(key, process.exitValue(), log));
            }
        }
    }
}
