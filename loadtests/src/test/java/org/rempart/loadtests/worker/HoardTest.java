package org.rempart.loadtests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Arrivals.Segment;
import org.rempart.loadtests.signer.Arrivals.Spacing;
import org.rempart.loadtests.signer.Challenge;
import org.rempart.loadtests.signer.Departures;
import org.rempart.loadtests.signer.Solution;
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
import java.util.ArrayList;
import java.util.List;

final class HoardTest {
    private static final int PIECES = 70;

    private static final int VALID_S = 600;

    /// Every challenge has expired when it is given.
    private static final int EXPIRED_S = -60;

    /// For a machine that is busy: whoever has no turn left leaves.
    private static final Segment SLACK = Segment.steady(0, Duration.ofSeconds(20));

    private final SecureRandom random = new SecureRandom();
    private final Ledger ledger = new Ledger();
    private final RehearsalPetition petition = new RehearsalPetition(random);

    @Test
    void nothingIsPostedBeforeItIsReleased() throws Exception {
        try (StandInGateway standIn = standIn(Fault.NONE, VALID_S);
                Door one = new Door(standIn);
                Door other = new Door(standIn);
                GatewayClient client = client(standIn)) {
            Hoard hoard = hoard(client, one, other);
            hoard.collect();

            assertThat(hoard.held()).isEqualTo(PIECES);
            assertThat(posts(one) + posts(other)).isZero();
        }
    }

    @Test
    void allIsReleasedOnEveryGatewayAndToldByWhatItBought() throws Exception {
        try (StandInGateway standIn = standIn(Fault.HOLDS_ONE_IN_TEN, VALID_S);
                Door one = new Door(standIn);
                Door other = new Door(standIn);
                GatewayClient client = client(standIn)) {
            Hoard hoard = hoard(client, one, other);
            hoard.collect();
            hoard.release();
            HoardFigures figures = hoard.figures(client.rows(petition));

            assertThat(figures.challenges().begun()).isEqualTo(PIECES);
            assertThat(figures.collected()).isEqualTo(PIECES);
            assertThat(figures.solved()).isEqualTo(PIECES);
            assertThat(figures.posted()).isEqualTo(PIECES);
            // the stand-in turns one post in seven away
            assertThat(figures.recorded()).isEqualTo(60);
            assertThat(figures.accepted()).isZero();
            assertThat(figures.refused()).containsOnlyKeys("429 source_over_budget");
            assertThat(figures.held()).isEqualTo(6);
            assertThat(figures.counted()).isEqualTo(54);
            assertThat(figures.expired()).isZero();
            assertThat(figures.postedInFirstSecond()).isPositive();
            assertThat(posts(one)).isEqualTo(PIECES / 2);
            assertThat(posts(other)).isEqualTo(PIECES / 2);
            assertThat(Reconciliation.of(ledger, client.rows(petition)).complete()).isTrue();
        }
    }

    @Test
    void sourcesThatFoundUnequallyMuchReleaseOnEveryGatewayAlike() throws Exception {
        try (StandInGateway standIn = standIn(Fault.NONE, VALID_S);
                Door one = new Door(standIn);
                Door other = new Door(standIn);
                GatewayClient client = client(standIn)) {
            client.createPetition(petition);
            Challenge none = new Challenge("SHA-256", "0".repeat(64), 1, "ab?&", "0".repeat(64));
            Solution solution = new Solution(none, 0, 0);
            List<Hoard.Piece> pieces = new ArrayList<>();
            for (int source : new int[] {0, 0, 0, 2, 2, 2, 4, 4, 4}) {
                pieces.add(new Hoard.Piece(source, solution));
            }

            new Release(plan(one, other), pieces, new Tally(), ledger).run();

            assertThat(posts(one)).isEqualTo(5);
            assertThat(posts(other)).isEqualTo(4);
        }
    }

    @Test
    void whatIsReleasedTooLateHasExpired() throws Exception {
        try (StandInGateway standIn = standIn(Fault.NONE, EXPIRED_S);
                Door one = new Door(standIn);
                GatewayClient client = client(standIn)) {
            Hoard hoard = hoard(client, one);
            hoard.collect();
            hoard.release();
            HoardFigures figures = hoard.figures(client.rows(petition));

            assertThat(figures.expired()).isEqualTo(PIECES);
            assertThat(figures.recorded() + figures.accepted()).isZero();
        }
    }

    @Test
    void aGatewayThatHasGoneIsToldAsNoAnswer() throws Exception {
        try (StandInGateway standIn = standIn(Fault.NONE, VALID_S);
                GatewayClient client = client(standIn)) {
            Hoard hoard;
            try (Door one = new Door(standIn)) {
                hoard = hoard(client, one);
                hoard.collect();
            }
            hoard.release();

            assertThat(hoard.figures(List.of()).refused())
                    .containsEntry("no answer: ConnectException", (long) PIECES);
            assertThat(ledger.unanswered()).containsEntry("FR", (long) PIECES);
        }
    }

    private Hoard hoard(GatewayClient client, Door... doors) throws Exception {
        client.createPetition(petition);
        return new Hoard(plan(doors), ledger);
    }

    private HoardPlan plan(Door... doors) {
        return new HoardPlan(
                List.of(doors).stream().map(Door::gate).toList(),
                "/petitions/" + petition.slug(),
                SourceAddresses.ofAttackers(10).stream().map(InetAddress::ofLiteral).toList(),
                2,
                new Core(1e9, 1),
                new Arrivals(
                        List.of(Segment.steady(PIECES, Duration.ofSeconds(1)), SLACK),
                        Spacing.EVEN),
                0,
                10_000,
                Guise.OF_2020,
                new Departures());
    }

    private StandInGateway standIn(Fault fault, int validS) throws Exception {
        return new StandInGateway(fault, validS, Seat.anywhere(), Clock.systemUTC(), random);
    }

    private GatewayClient client(StandInGateway standIn) {
        return new GatewayClient(standIn.target(), Clock.systemUTC(), random);
    }

    private static long posts(Door door) {
        return door.asked().stream().filter(request -> request.startsWith("POST")).count();
    }
}
