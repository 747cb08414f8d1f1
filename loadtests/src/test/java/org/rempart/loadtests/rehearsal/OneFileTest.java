package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.report.ReportFiles;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criteria;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Part;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Table;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A rehearsal that nothing else knows of is played, judged and reported: it takes one file.
final class OneFileTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    /// What only this rehearsal sees.
    ///
    /// @param cups of tea
    private record TeaFigures(long cups) implements Part {
        @Override
        public List<Table> tables() {
            return List.of(new Table.Facts("Tea", List.of(Table.fact("cups drunk", "%,d", cups))));
        }
    }

    /// Signers who drink tea.
    private static Verdict tea(Scene scene) throws IOException, InterruptedException {
        Ledger ledger = new Ledger();
        try (Solvers solvers = new Solvers(1)) {
            SignerFigures signers =
                    scene.signers(new People(scene.stage().random()), solvers, ledger)
                            .come(Duration.ofSeconds(1));
            Evidence evidence =
                    scene.settle(ledger)
                            .evidence(
                                    Crowds.alone(signers),
                                    ledger,
                                    Map.of("gateway", scene.stage().gatewayCpuS()),
                                    Map.of("tea", new TeaFigures(1_234)));
            return Verdict.of("tea", "a pause", criteria(evidence), evidence, List.of());
        }
    }

    private static List<Criterion> criteria(Evidence evidence) {
        List<Criterion> all = new ArrayList<>(Criteria.truth(evidence));
        all.add(Criteria.success(evidence.signers(), 0.999));
        all.add(
                Criteria.atMost(
                                Of.SERVICE,
                                "nobody drinks too much tea",
                                evidence.part("tea", TeaFigures.class).cups(),
                                1_000)
                        .advising("Drink water."));
        return all;
    }

    @Test
    void everyReportShowsWhatItSaw() throws Exception {
        Verdict verdict;
        try (StandInGateway standIn =
                new StandInGateway(Fault.NONE, 600, Seat.anywhere(), Clock.systemUTC(), random)) {
            verdict = StandInStage.on(StandInStage.stage(standIn, random), OneFileTest::tea);
        }
        ReportFiles reports = new ReportFiles(folder, Clock.systemUTC());
        Files.createDirectories(reports.folder("tea"));

        assertThat(reports.write(verdict)).contains("RED  tea", "Tea\n  cups drunk: 1,234");
        assertThat(verdict.failed())
                .extracting(Criterion::name)
                .containsExactly("nobody drinks too much tea");
        assertThat(folder.resolve("tea/verdict.html"))
                .content()
                .contains("against a pause", "Tea", "cups drunk", "1,234", "Drink water.");
        assertThat(folder.resolve("tea/verdict.json"))
                .content()
                .containsPattern("\"tea\" : \\{\\s+\"cups\" : 1234");
        assertThat(folder.resolve("tea/verdict.xml")).content().contains("Drink water.");
    }
}
