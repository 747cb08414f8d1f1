package org.rempart.loadtests.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Arrivals.Segment;
import org.rempart.loadtests.signer.Arrivals.Spacing;
import org.rempart.loadtests.signer.Departures;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.standin.Door;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.Row;
import org.rempart.loadtests.verdict.WorkersFigures;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Workers at a rate that is due, as in the first wave.
final class WorkersTest {
    private static final int SOURCES = 10;

    /// For a machine that is busy: whoever has no turn left leaves.
    private static final Segment SLACK = Segment.steady(0, Duration.ofSeconds(20));

    private final SecureRandom random = new SecureRandom();

    @Test
    void everyForgeryThatIsDueIsMadeOnceUnderAFewNames() throws Exception {
        Tempo.Due two =
                new Tempo.Due(
                        new Arrivals(
                                List.of(
                                        Segment.steady(10, Duration.ofSeconds(1)),
                                        Segment.steady(100, Duration.ofSeconds(1)),
                                        SLACK),
                                Spacing.EVEN),
                        0);
        try (StandInGateway standIn =
                        new StandInGateway(
                                Fault.NONE, 600, Seat.anywhere(), Clock.systemUTC(), random);
                Door door = new Door(standIn);
                GatewayClient client =
                        new GatewayClient(standIn.target(), Clock.systemUTC(), random)) {
            RehearsalPetition petition = new RehearsalPetition(random);
            client.createPetition(petition);
            Ledger ledger = new Ledger();
            Workers workers =
                    new Workers(
                            new WorkersPlan(
                                    door.gate(),
                                    "/petitions/" + petition.slug(),
                                    sources(),
                                    2,
                                    new Core(1e9, 1),
                                    10_000,
                                    two,
                                    Guise.OF_2020,
                                    new Departures()),
                            ledger);
            workers.work();
            List<Row> rows = client.rows(petition);
            WorkersFigures figures = workers.figures(rows);

            assertThat(workers.tempo().due()).isEqualTo(110);
            assertThat(workers.tempo().begun()).isEqualTo(110);
            // the stand-in turns one post in seven away, and those are given up
            assertThat(figures.answers())
                    .containsEntry("challenge 200", 110L)
                    .containsEntry("post 201", 95L)
                    .containsEntry("post 429 source_over_budget", 15L);
            assertThat(figures.counted()).isEqualTo(95);
            assertThat(Reconciliation.of(ledger, rows).complete()).isTrue();
            assertThat(door.asked())
                    .filteredOn(request -> request.contains("\"name\":\"Jeff Bezos\""))
                    .hasSizeGreaterThan(60);
        }
    }

    @Test
    void theFirstWaveComesAtItsOwnRateAndThenAHundredfold() {
        Arrivals wave = Tempo.wave(Duration.ofMinutes(1), Duration.ofMinutes(2)).forgeries();

        assertThat(wave.expected()).isEqualTo(60 * 5 + 120 * 500);
        assertThat(wave.highest()).isEqualTo(500);
        assertThat(wave.lasts()).isEqualTo(Duration.ofMinutes(3));
    }

    private static List<InetAddress> sources() {
        return SourceAddresses.ofAttackers(SOURCES).stream().map(InetAddress::ofLiteral).toList();
    }
}
