package org.rempart.gateway.storage.journal;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A journal file in a process of its own, which can be killed and whose disk can be another one.
/// It does one thing for each line it is told and answers with one line.
final class JournalProcess implements AutoCloseable {
    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    private JournalProcess(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts one on this directory and waits until the journal is open.
    ///
    /// @param options of its JVM
    static JournalProcess start(Path directory, Map<String, String> environment, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(
                List.of(
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        JournalProcess started = new JournalProcess(builder.start());
        if (!"open".equals(started.answer())) {
            throw new AssertionError("the journal's process did not start");
        }
        return started;
    }

    String ask(String command) throws IOException {
        tell(command);
        String answer = answer();
        if (answer == null) {
            throw new AssertionError("the journal's process died of: " + command);
        }
        return answer;
    }

    void tell(String command) {
        commands.println(command);
    }

    /// The next line, or null when it is dead and everything it said has been read.
    @Nullable String answer() throws IOException {
        return answers.readLine();
    }

    /// SIGKILL: it is not asked and closes nothing.
    void kill() {
        // by its handle, because Process itself would also throw away what it has said
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /// The process itself. Rows are those of [KeptRows], by their numbers.
    static final class Main {
        private final SqliteJournalFile file;

        private Main(SqliteJournalFile file) {
            this.file = file;
        }

        public static void main(String[] arguments) throws IOException {
            Main main =
                    new Main(SqliteJournalFile.open(Path.of(arguments[0]), InstantSource.system()));
            System.out.println("open");
            var commands =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(main.answer(line.split(" ", -1)));
            }
        }

        private String answer(String[] command) {
            try {
                return switch (command[0]) {
                    case "append" -> append(number(command[1]), number(command[2]));
                    case "append-for-ever" -> appendForEver(number(command[1]));
                    case "delete" -> delete(number(command[1]));
                    case "set-aside" -> setAside();
                    case "rows" -> Integer.toString(file.rows());
                    case "bytes" -> Long.toString(file.bytes());
                    case "probe" -> probe();
                    default -> throw new IllegalArgumentException(command[0]);
                };
            } catch (IOException e) {
                return e.getClass().getSimpleName();
            }
        }

        private static int number(String word) {
            return Integer.parseInt(word);
        }

        private String append(int first, int end) throws IOException {
            List<Appended> appended = file.append(KeptRows.rows(first, end));
            return appended.stream().distinct().toList().toString();
        }

        private String appendForEver(int rowsMax) throws IOException {
            for (int first = 0, group = 1; ; first += group, group = group % rowsMax + 1) {
                file.append(KeptRows.rows(first, first + group));
                System.out.println(first + group);
            }
        }

        private String delete(int oldest) throws IOException {
            file.delete(file.oldest(0, oldest).stream().map(JournaledRow::id).toList());
            return "deleted";
        }

        private String setAside() throws IOException {
            file.setAside(file.oldest(0, 1).getFirst().id(), "the database does not take it");
            return "set aside";
        }

        private String probe() throws IOException {
            file.probe();
            return "probed";
        }
    }
}
