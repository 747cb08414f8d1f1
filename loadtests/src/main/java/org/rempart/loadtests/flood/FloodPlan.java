package org.rempart.loadtests.flood;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.signer.Challenge;
import org.rempart.loadtests.signer.HonestWork;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// All that the attackers' process has to know.
///
/// @param publicSide scheme, host and port
/// @param slug the rehearsal's petition
/// @param sources source addresses
/// @param rate requests a second once all attackers are there
/// @param rampS seconds until they are
/// @param holdS seconds they stay
/// @param seed of what is left to chance
/// @param untouched real challenges nobody solved
/// @param unspent real work nobody posted
/// @param spent real work that bought a signature
public record FloodPlan(
        String publicSide,
        String slug,
        List<String> sources,
        int rate,
        int rampS,
        int holdS,
        long seed,
        List<Challenge> untouched,
        List<HonestWork.Unspent> unspent,
        List<HonestWork.Spent> spent) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public FloodPlan {
        sources = List.copyOf(sources);
        untouched = List.copyOf(untouched);
        unspent = List.copyOf(unspent);
        spent = List.copyOf(spent);
    }

    static FloodPlan read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), FloodPlan.class);
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    FloodSchedule schedule() {
        return FloodSchedule.of(rate, rampS, holdS);
    }
}
