package org.rempart.loadtests.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.standin.Door;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Reconciliation;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Races at several gateways, for fresh work and for work that is spent.
final class ReplayTest {
    private static final Duration NO_PAUSE = Duration.ofMillis(1);

    /// In turn: 5, 12 and 20 posts.
    private static final List<Heat> HEATS = List.of(new Heat(2, 3), Heat.of(12), new Heat(10, 10));

    private static final int POSTS = 5 + 12 + 20;

    private final SecureRandom random = new SecureRandom();
    private final Ledger ledger = new Ledger();
    private final People people = new People(random);

    private interface Races {
        DoubleSpend.Result run(HonestWork work, DoubleSpend races) throws InterruptedException;
    }

    @Test
    void freshWorkBuysOneSignatureAtAllGatewaysTogether() throws Exception {
        ReplayFigures figures = play(Fault.NONE, ReplayTest::fresh);

        assertThat(figures.pieces()).isEqualTo(3);
        assertThat(figures.gateways()).isEqualTo(2);
        assertThat(figures.posts()).isEqualTo(POSTS);
        assertThat(figures.firstReceipts()).isPositive();
        assertThat(figures.spent()).isPositive();
        assertThat(figures.bought()).isZero();
        assertThat(figures.otherReceipts()).isZero();
        told(figures);
    }

    @Test
    void spentWorkGetsItsFirstReceiptOrNothing() throws Exception {
        ReplayFigures figures = play(Fault.NONE, ReplayTest::spent);

        assertThat(figures.posts()).isEqualTo(POSTS);
        // the stand-in turns one post in seven away
        assertThat(figures.firstReceipts()).isBetween(1L, 18L);
        assertThat(figures.spent()).isBetween(1L, 19L);
        assertThat(figures.others()).containsOnlyKeys("429 source_over_budget");
        assertThat(figures.bought() + figures.otherReceipts()).isZero();
        told(figures);
    }

    @Test
    void aGatewayThatSellsSpentWorkIsFound() throws Exception {
        assertThat(play(Fault.ACCEPTS_REPLAYS, ReplayTest::spent).bought()).isPositive();
    }

    @Test
    void gatewaysThatDoNotAskOneAnotherAreFound() throws Exception {
        assertThat(play(Fault.ACCEPTS_RACES, ReplayTest::fresh).bought()).isPositive();
    }

    @Test
    void aReceiptOfItsOwnForARetryIsFound() throws Exception {
        assertThat(play(Fault.FORGETS_RECEIPTS, ReplayTest::spent).otherReceipts()).isPositive();
    }

    @Test
    void everyGatewayGetsBothContentsOfEachPieceInOneMoment() throws Exception {
        try (StandInGateway standIn = standIn(Fault.NONE);
                Door one = new Door(standIn);
                Door other = new Door(standIn)) {
            DoubleSpend.Result result = play(standIn, one, other, ReplayTest::fresh);

            assertThat(result.replays().posts()).isEqualTo(POSTS);
            for (Door door : List.of(one, other)) {
                Map<String, Long> forms = posted(door);
                assertThat(forms.values()).anyMatch(copies -> copies > 1).contains(1L);
            }
        }
    }

    @Test
    void aRaceHasTwoPostsAtLeastAndTwentyAtMost() {
        assertThat(Heat.of(2)).isEqualTo(new Heat(1, 1));
        assertThat(Heat.of(20).posts()).isEqualTo(20);
        assertThatThrownBy(() -> Heat.of(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Heat.of(21)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Heat(0, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void told(ReplayFigures figures) {
        long others = figures.others().values().stream().mapToLong(Long::longValue).sum();
        assertThat(figures.firstReceipts() + figures.spent() + others + figures.unanswered())
                .isEqualTo(figures.posts());
    }

    private static DoubleSpend.Result fresh(HonestWork work, DoubleSpend races)
            throws InterruptedException {
        return races.run(work.solve(HEATS.size()), NO_PAUSE);
    }

    private static DoubleSpend.Result spent(HonestWork work, DoubleSpend races)
            throws InterruptedException {
        return races.replay(work.sign(HEATS.size()), NO_PAUSE);
    }

    private ReplayFigures play(Fault fault, Races played) throws Exception {
        try (StandInGateway standIn = standIn(fault);
                Door one = new Door(standIn);
                Door other = new Door(standIn)) {
            return play(standIn, one, other, played).replays();
        }
    }

    private DoubleSpend.Result play(StandInGateway standIn, Door one, Door other, Races played)
            throws Exception {
        RehearsalPetition petition = new RehearsalPetition(random);
        List<InetAddress> sources =
                SourceAddresses.ofAttackers(Heat.POSTS_MAX).stream()
                        .map(InetAddress::ofLiteral)
                        .toList();
        try (GatewayClient gateway =
                        new GatewayClient(standIn.target(), Clock.systemUTC(), random);
                Solvers solvers = new Solvers(1)) {
            gateway.createPetition(petition);
            String page = "/petitions/" + petition.slug();
            HonestWork work =
                    new HonestWork(
                            standIn.target().publicSide() + page, sources, people, solvers, ledger);
            DoubleSpend races =
                    new DoubleSpend(
                            List.of(one.uri() + page, other.uri() + page),
                            HEATS,
                            sources,
                            people,
                            ledger);
            DoubleSpend.Result result = played.run(work, races);
            if (result.otherReceipts() == 0) {
                assertThat(Reconciliation.of(ledger, gateway.rows(petition)).complete()).isTrue();
            }
            return result;
        }
    }

    private StandInGateway standIn(Fault fault) throws Exception {
        return new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random);
    }

    /// How often each form was posted at a door.
    private static Map<String, Long> posted(Door door) {
        return door.asked().stream()
                .filter(read -> read.contains("\"altcha\""))
                .map(read -> read.substring(read.indexOf('{')))
                .collect(Collectors.groupingBy(form -> form, Collectors.counting()));
    }
}
