package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.StandInMain;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.nio.file.Path;
import java.security.SecureRandom;

/// The whole rehearsal, as short as it can be, against the process of a stand-in that keeps
/// something of every request.
final class SoakRehearsalIT {
    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void aGatewayThatGrowsWithThoseWhoComeIsRed() throws Exception {
        Path jar = folder.resolve("gateway.jar");
        StandInMain.jar(jar, Fault.GROWS);
        Given given =
                Given.of(
                        "rehearsal=soak",
                        "soak.sources=3000",
                        "soak.seconds=15",
                        "signers.rate=10",
                        "gateway.jar=" + jar);

        Verdict verdict =
                StandInStage.played(SoakRehearsal.of(given), given, folder.resolve("run"), random);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(StandInStage.acts(verdict))
                .containsExactly(
                        "warming up",
                        "in the first third",
                        "in the second third",
                        "in the last third");
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .contains("the heap is as small at the end as at a third, once collected");
    }
}
