package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.rehearsal.CapacityRehearsal.Extent;
import org.rempart.loadtests.rehearsal.Rehearsal.Ending;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/// The whole rehearsal, in few steps, against a stand-in that has enough of a hundred requests a
/// second.
final class CapacityRehearsalIT {
    /// Every seventh post is asked to wait a second: one late answer more is in time, two are not.
    private static final int P99_MS = 3_500;

    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    @Test
    void aGatewayThatIsSlowAboveARateIsRedThere() throws Exception {
        Verdict verdict = judged(150);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RED);
        assertThat(StandInStage.acts(verdict)).startsWith("warming up").hasSizeGreaterThan(1);
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .containsExactly("genuine signers are served in time");
    }

    /// So few that a busy machine cannot bring a hundred requests into one second.
    @Test
    void andGreenBelow() throws Exception {
        Verdict verdict = judged(3);

        assertThat(verdict.failed()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
    }

    private Limits limits(int least) throws IOException {
        Path mine = folder.resolve("mine.yaml");
        Files.writeString(mine, "capacity: {signers: %d, p99-ms: %d}".formatted(least, P99_MS));
        return Given.of("rehearsal.limits=" + mine).limits(CapacityRehearsal.NAME);
    }

    private Verdict judged(int least) throws IOException, InterruptedException {
        try (StandInGateway gateway =
                new StandInGateway(Fault.JAMS, 600, Seat.anywhere(), Clock.systemUTC(), random)) {
            Ending ending =
                    new CapacityRehearsal(new Extent(1, 2), limits(least))
                            .playOn(StandInStage.stage(gateway, random));
            assertThat(ending).isInstanceOf(Ending.Judged.class);
            return ((Ending.Judged) ending).verdict();
        }
    }
}
