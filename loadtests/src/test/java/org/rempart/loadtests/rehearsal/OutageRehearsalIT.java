package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.nio.file.Path;
import java.security.SecureRandom;

/// The whole rehearsal, as short as it can be, against a gateway that has as good as no journal.
final class OutageRehearsalIT {
    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void aGatewayWithoutAJournalIsRed() throws Exception {
        Path jar = WeakenedGateway.bySettings(folder, "journal:\n  rows-max: 1\n");
        Given given =
                Given.of(
                        "rehearsal=outage",
                        "rehearsal.short=true",
                        "outage.seconds=5",
                        "gateway.jar=" + jar);

        Verdict verdict =
                StandInStage.played(
                        OutageRehearsal.of(given), given, folder.resolve("run"), random);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(StandInStage.acts(verdict))
                .startsWith("while it was quiet", "database away", "database back");
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .contains("no post was refused or unanswered", "the gateway is ready all the time");
    }
}
