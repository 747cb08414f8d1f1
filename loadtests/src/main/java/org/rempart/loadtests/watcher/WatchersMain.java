package org.rempart.loadtests.watcher;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.Tether;

import java.io.IOException;
import java.nio.file.Path;

/// The process of the watchers: reads, and leaves its figures.
final class WatchersMain {
    private WatchersMain() {}

    /// @param arguments the plan's file and the figures' file
    static void main(String[] arguments) throws IOException {
        Tether.hold(System.in);
        WatchersPlan plan = WatchersPlan.read(Path.of(arguments[0]));
        new ObjectMapper().writeValue(Path.of(arguments[1]).toFile(), new Watchers(plan).run());
    }
}
