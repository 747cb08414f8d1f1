package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.StandInMain;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The whole rehearsal, small, against the process of a stand-in that gives everybody as much time
/// as they like.
final class SlowRehearsalIT {
    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void aGatewayWithoutDeadlinesIsRed() throws Exception {
        Path jar = folder.resolve("gateway.jar");
        StandInMain.jar(jar, Fault.NONE);
        Path limits = Files.writeString(folder.resolve("mine.yaml"), "slow:\n  life-s: 3\n");
        Given given =
                Given.of(
                        "rehearsal=slow",
                        "rehearsal.seconds=3",
                        "rehearsal.limits=" + limits,
                        "slow.connections=40",
                        "signers.rate=10",
                        "gateway.jar=" + jar);

        Verdict verdict =
                StandInStage.played(SlowRehearsal.of(given), given, folder.resolve("run"), random);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(StandInStage.acts(verdict))
                .containsExactly("warming up", "while it was quiet", "beside slow connections");
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .contains("no slow connection is left open");
    }
}
