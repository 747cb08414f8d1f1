package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.rempart.loadtests.signer.Departures;
import org.rempart.loadtests.standin.Door;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.target.Target;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        return stage(List.of(standIn.target()), given, folder, random);
    }

    /// The same with another address, for a second gateway on one database.
    static Stage stage(
            StandInGateway standIn, Door other, Given given, Path folder, RandomGenerator random) {
        Target one = standIn.target();
        Target second =
                new Target(
                        other.uri(), one.operatorSide(), one.operatorToken(), one.rehearsalToken());
        return stage(List.of(one, second), given, folder, random);
    }

    private static Stage stage(
            List<Target> gateways, Given given, Path folder, RandomGenerator random) {
        return new Stage(
                gateways,
                () -> Optional.of(Duration.ZERO),
                Optional.empty(),
                new Departures(),
                _ -> {},
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

    /// What a rehearsal came to that sets its own stage.
    static Verdict played(Rehearsal rehearsal, Given given, Path folder, RandomGenerator random)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Settings settings = Settings.of(given, random);
        return judged(
                rehearsal.play(
                        new Run(
                                settings,
                                new Venue.Own(settings.gatewayJar()),
                                _ -> {},
                                folder,
                                Clock.systemUTC(),
                                random)));
    }

    /// The acts of a rehearsal, in the order in which they began.
    static List<String> acts(Verdict verdict) {
        return verdict.evidence().timeline().marks().stream().map(Timeline.Mark::name).toList();
    }

    /// The verdict of a rehearsal that was not refused.
    static Verdict judged(Rehearsal.Ending ending) {
        assertThat(ending).isInstanceOf(Rehearsal.Ending.Judged.class);
        return ((Rehearsal.Ending.Judged) ending).verdict();
    }
}
