package org.rempart.loadtests.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Sends POSIX signals, of which Java itself knows two. The shell's own `kill` is on every machine.
public final class Signals {
    /// A signal is delivered in microseconds, and a shell starts in milliseconds.
    private static final long WAIT_S_MAX = 10;

    private Signals() {}

    /// Sends a signal to processes; those that have ended already are passed over. Blocks for a few
    /// milliseconds.
    ///
    /// @param signal its POSIX name without `SIG`
    /// @throws IllegalStateException when there is no shell to send it with
    public static void send(String signal, Collection<Long> processes) {
        if (processes.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>();
        // one by one: a shell that finds one of them ended may leave out the rest
        command.addAll(
                List.of("/bin/sh", "-c", "s=$1; shift; for p; do kill -s $s $p; done", "sh"));
        command.add(signal);
        processes.forEach(process -> command.add(Long.toString(process)));
        try {
            Process shell =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!shell.waitFor(WAIT_S_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a signal was not sent in time");
            }
        } catch (IOException e) {
            throw new IllegalStateException("no shell to send a signal with", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
