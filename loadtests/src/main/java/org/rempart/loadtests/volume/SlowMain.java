package org.rempart.loadtests.volume;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.Tether;

import java.io.IOException;
import java.nio.file.Path;

/// The process of slow connections: opens them, and leaves its figures.
final class SlowMain {
    private SlowMain() {}

    /// @param arguments the plan's file and the figures' file
    static void main(String[] arguments) throws IOException {
        Tether.hold(System.in);
        SlowPlan plan = SlowPlan.read(Path.of(arguments[0]));
        new ObjectMapper()
                .writeValue(Path.of(arguments[1]).toFile(), new SlowConnections(plan).run());
    }
}
