package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.FloodCriteria;
import org.rempart.loadtests.verdict.FloodFigures;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.SignerSeconds;
import org.rempart.loadtests.verdict.VolumeCriteria;
import org.rempart.loadtests.verdict.VolumeFigures;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Genuine signers alone, and what the comparison with the rows finds.
@Execution(ExecutionMode.CONCURRENT)
final class CrowdOnStandInTest {
    private static final Patience QUICK =
            new Patience(8, Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(20));

    /// A busy machine is no fault of the stand-in's.
    private static final Limits PATIENT =
            new Limits(0.999, 0.99, 1_000, 1_000, 60, 60_000, 0.99, 100);

    private final SecureRandom random = new SecureRandom();

    @Test
    void everyOneIsServedFromAnAddressOfTheirOwn() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Evidence evidence = come(gateway);

            SignerFigures signers = evidence.signers();
            assertThat(signers.acknowledged()).isEqualTo(signers.due()).isPositive();
            assertThat(signers.waits()).isPositive();
            assertThat(gateway.sources().stream().filter(from -> from.startsWith("127.1.")))
                    .hasSize((int) signers.due());
            assertThat(failed(evidence))
                    .containsExactly("the volume was offered, a second", "the forgers came");
        }
    }

    @Test
    void whatEachMetIsOnTheAxisOfTime() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Evidence evidence = come(gateway);

            SignerFigures signers = evidence.signers();
            SignerSeconds bySecond = evidence.timeline().signers();
            assertThat(sum(bySecond.ended())).isEqualTo(signers.due());
            assertThat(sum(bySecond.gotThrough())).isEqualTo(signers.acknowledged()).isPositive();
            assertThat(
                            bySecond.worstMs().stream()
                                    .filter(Objects::nonNull)
                                    .mapToDouble(worst -> worst)
                                    .max()
                                    .orElse(0))
                    .isPositive()
                    .isLessThanOrEqualTo(signers.waited().max());
        }
    }

    @Test
    void whoIsTurnedAwayLeavesWithoutHavingGotThrough() throws Exception {
        try (StandInGateway gateway = standIn(Fault.TURNS_PEOPLE_AWAY)) {
            Evidence evidence = come(gateway);

            SignerFigures signers = evidence.signers();
            SignerSeconds bySecond = evidence.timeline().signers();
            assertThat(signers.acknowledged()).isLessThan(signers.due());
            assertThat(sum(bySecond.ended())).isEqualTo(signers.due());
            assertThat(sum(bySecond.gotThrough())).isEqualTo(signers.acknowledged());
        }
    }

    private static long sum(List<Integer> counts) {
        return counts.stream().mapToLong(Integer::longValue).sum();
    }

    @ParameterizedTest
    @CsvSource({
        "DROPS_ONE_IN_TEN, every acknowledged signature has its row",
        "SHARES_A_RECEIPT, no receipt stands for two signatures",
        "WRITES_ONE_TWICE, no signature has two rows",
        "INVENTS_A_ROW, no row is there that nobody was promised",
        "HOLDS_ONE_IN_TEN, 'genuine signatures are counted, not held'",
        "TURNS_PEOPLE_AWAY, genuine signers got through",
        "COUNTS_ONE_TWICE, 'count.json, the petition and its countries equal the counted rows'",
        "LOSES_A_COUNTRY, 'count.json, the petition and its countries equal the counted rows'"
    })
    void whatIsWrongIsFound(Fault fault, String criterion) throws Exception {
        try (StandInGateway gateway = standIn(fault)) {
            assertThat(failed(come(gateway))).contains(criterion);
        }
    }

    private StandInGateway standIn(Fault fault) throws Exception {
        return new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random);
    }

    private Evidence come(StandInGateway standIn) throws Exception {
        Ledger ledger = new Ledger();
        try (Solvers solvers = new Solvers(1)) {
            return StandInStage.on(
                    StandInStage.stage(standIn, random),
                    scene -> {
                        SignerFigures signers =
                                scene.crowd(
                                                Audience.of(scene.page(), QUICK),
                                                new People(random),
                                                solvers,
                                                ledger)
                                        .come(100, Duration.ofSeconds(1));
                        return scene.settle(ledger, Duration.ofMillis(1))
                                .evidence(
                                        Crowds.judged(VolumeCriteria.FLOODED, signers)
                                                .after(FloodCriteria.BESIDE_FORGERS, signers)
                                                .after(VolumeCriteria.QUIET, signers),
                                        ledger,
                                        Map.of(),
                                        Map.of(
                                                FloodCriteria.FORGERS,
                                                FloodFigures.none(0, 0),
                                                VolumeCriteria.VOLUME,
                                                VolumeFigures.none("closed")));
                    });
        }
    }

    private static List<String> failed(Evidence evidence) {
        return FloodCriteria.of(evidence, PATIENT).stream()
                .filter(criterion -> !criterion.passed())
                .map(Criterion::name)
                .toList();
    }
}
