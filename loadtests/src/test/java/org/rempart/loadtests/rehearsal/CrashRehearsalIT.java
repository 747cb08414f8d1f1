package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.nio.file.Path;
import java.security.SecureRandom;

/// The whole rehearsal, with few blows, against gateways whose database acknowledges what it has
/// not written yet.
final class CrashRehearsalIT {
    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void aDatabaseThatForgetsWhatItAcknowledgedIsRed() throws Exception {
        Path jar =
                WeakenedGateway.byStatement(
                        folder, "ALTER DATABASE postgres SET synchronous_commit = off");
        Given given =
                Given.of(
                        "rehearsal=crash",
                        "crash.kills=3",
                        "rehearsal.seed=7",
                        "gateway.jar=" + jar);

        Verdict verdict =
                StandInStage.played(CrashRehearsal.of(given), given, folder.resolve("run"), random);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(StandInStage.acts(verdict))
                .containsExactly("kills and hangs", "no more of them");
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .contains("every acknowledged signature has its row");
    }
}
