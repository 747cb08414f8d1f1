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
import org.rempart.loadtests.signer.PostTally;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.verdict.CrashCriteria;
import org.rempart.loadtests.verdict.CrashFigures;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.InDoubt;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the campaign's comparison finds in a gateway that lies. Nothing is killed here: a gateway
/// that loses or invents without being killed has to be caught all the same.
@Execution(ExecutionMode.CONCURRENT)
final class CrashOnStandInTest {
    private static final Patience QUICK =
            new Patience(8, Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMillis(20));

    private static final Duration A_WHILE = Duration.ofSeconds(1);

    private final SecureRandom random = new SecureRandom();

    @Test
    void whoKeepsEveryPromiseIsGreen() throws Exception {
        Evidence evidence = come(Fault.NONE);

        assertThat(failed(evidence)).isEmpty();
        assertThat(evidence.signers().again()).isNotEmpty();
        assertThat(verdict(evidence).outcome()).isEqualTo(Outcome.GREEN);
    }

    @ParameterizedTest
    @CsvSource({
        "DROPS_ONE_IN_TEN, every acknowledged signature has its row",
        "ACCEPTS_AND_FORGETS, every acknowledged signature has its row",
        "FORGETS_RECEIPTS, every acknowledged signature has its row",
        "REFUSES_AND_TAKES, no row is there that nobody was promised",
        "INVENTS_A_ROW, no row is there that nobody was promised",
        "WRITES_ONE_TWICE, no signature has two rows",
        "SHARES_A_RECEIPT, no receipt stands for two signatures",
        "COUNTS_ONE_TWICE, 'count.json, the petition and its countries equal the counted rows'"
    })
    void whoBreaksOneIsRed(Fault fault, String criterion) throws Exception {
        Evidence evidence = come(fault);

        assertThat(failed(evidence)).contains(criterion);
        assertThat(verdict(evidence).outcome()).isEqualTo(Outcome.RED);
    }

    private Evidence come(Fault fault) throws Exception {
        Ledger ledger = new Ledger();
        PostTally posts = new PostTally();
        try (StandInGateway standIn =
                        new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random);
                Solvers solvers = new Solvers(1)) {
            return StandInStage.on(
                    StandInStage.stage(standIn, random),
                    scene -> {
                        Audience audience = new Audience(scene.doors(), QUICK, 4, posts);
                        SignerFigures signers =
                                scene.crowd(audience, new People(random), solvers, ledger)
                                        .come(100, A_WHILE);
                        return scene.settle(ledger, Duration.ofMillis(1))
                                .evidence(
                                        Crowds.alone(signers),
                                        ledger,
                                        Map.of(),
                                        Map.of(CrashCriteria.CRASH, figures(posts)));
                    });
        }
    }

    private static CrashFigures figures(PostTally posts) {
        return new CrashFigures(
                1,
                3,
                3,
                Map.of(),
                Map.of(),
                posts.all(),
                0,
                new InDoubt(1, 1, 0, 0),
                2,
                0,
                List.of(),
                0,
                0);
    }

    private static Verdict verdict(Evidence evidence) {
        return Verdict.of(
                "crash",
                "a crash",
                CrashCriteria.of(evidence, Limits.shipped("crash")),
                evidence,
                List.of());
    }

    private static List<String> failed(Evidence evidence) {
        return verdict(evidence).failed().stream().map(Criterion::name).toList();
    }
}
