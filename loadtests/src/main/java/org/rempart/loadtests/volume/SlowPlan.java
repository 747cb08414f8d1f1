package org.rempart.loadtests.volume;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.PublicSide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// All that the process of slow connections has to know.
///
/// @param gateway where it sends to
/// @param path where a signature is posted to
/// @param connections how many, of every kind in turn
/// @param seconds how long they last at most
/// @param sources addresses to come from
public record SlowPlan(
        PublicSide gateway, String path, int connections, int seconds, List<String> sources) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public SlowPlan {
        sources = List.copyOf(sources);
    }

    static SlowPlan read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), SlowPlan.class);
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
