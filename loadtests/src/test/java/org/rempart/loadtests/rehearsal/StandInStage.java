package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.rempart.loadtests.standin.StandInGateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// A stand-in to play acts on.
final class StandInStage {
    private static final int RATE = 1_000;

    private StandInStage() {}

    /// A stage that writes nothing.
    static Stage stage(StandInGateway standIn, RandomGenerator random) {
        return stage(standIn, Given.of(), Path.of("."), random);
    }

    static Stage stage(StandInGateway standIn, Given given, Path folder, RandomGenerator random) {
        return new Stage(
                List.of(standIn.target()),
                () -> Duration.ZERO,
                Settings.of(given, random),
                folder,
                List.of(),
                Clock.systemUTC(),
                random);
    }

    /// What an act came to, of a gateway that consents.
    static <T> T on(Stage stage, Scene.Act<T> act) throws IOException, InterruptedException {
        Scene.Played<T> played = Scene.play(stage, RATE, Duration.ofMinutes(1), act);
        assertThat(played).isInstanceOf(Scene.Played.Done.class);
        return ((Scene.Played.Done<T>) played).result();
    }
}
