package org.rempart.loadtests.volume;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.Tether;

import java.io.IOException;
import java.nio.file.Path;

/// The process of a volume: measures its reach, says that it is ready, waits to be told to begin by
/// a plan, sends, and leaves its figures.
final class VolumeMain {
    /// What it says when it is ready, and what it is told to begin with: a line each.
    static final String READY = "ready";

    private VolumeMain() {}

    /// @param arguments the plan's file and the figures' file
    static void main(String[] arguments) throws IOException {
        double reach = Reach.measure();
        System.out.println(READY);
        if (System.in.read() < 0) {
            return; // whoever started it has gone
        }
        Tether.hold(System.in);
        Volley volley = new Volley(VolumePlan.read(Path.of(arguments[0])));
        volley.run();
        new ObjectMapper().writeValue(Path.of(arguments[1]).toFile(), volley.figures(reach));
    }
}
