package org.rempart.loadtests.flood;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.signer.SourceAddresses;
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

final class DoubleSpendTest {
    private static final int RACES = 5;

    private final SecureRandom random = new SecureRandom();

    @Test
    void aRaceHasOneWinnerAtMost() throws Exception {
        try (StandInGateway standIn = standIn(Fault.NONE)) {
            DoubleSpend.Result result = run(standIn);

            assertThat(result.figures().sent()).isEqualTo(RACES * DoubleSpend.RACERS);
            assertThat(result.figures().accepted()).isZero();
            assertThat(result.figures().answers()).containsKeys("won: 201", "403 challenge_spent");
            assertThat(result.otherReceipts()).isZero();
        }
    }

    @Test
    void aGatewayThatLooksFirstAndWritesLaterIsFound() throws Exception {
        try (StandInGateway standIn = standIn(Fault.ACCEPTS_RACES)) {
            assertThat(run(standIn).figures().accepted()).isPositive();
        }
    }

    private StandInGateway standIn(Fault fault) throws Exception {
        return new StandInGateway(fault, 600, Seat.anywhere(), Clock.systemUTC(), random);
    }

    private DoubleSpend.Result run(StandInGateway standIn) throws Exception {
        RehearsalPetition petition = new RehearsalPetition(random);
        Ledger ledger = new Ledger();
        People people = new People(random);
        List<InetAddress> sources =
                SourceAddresses.ofAttackers(DoubleSpend.RACERS).stream()
                        .map(InetAddress::ofLiteral)
                        .toList();
        try (GatewayClient gateway =
                        new GatewayClient(standIn.target(), Clock.systemUTC(), random);
                Solvers solvers = new Solvers(1)) {
            gateway.createPetition(petition);
            String page = standIn.target().publicSide() + "/petitions/" + petition.slug();
            HonestWork work = new HonestWork(page, sources, people, solvers, ledger);
            DoubleSpend.Result result =
                    new DoubleSpend(page, sources, people, ledger)
                            .run(work.solve(RACES), Duration.ofMillis(1));
            assertThat(Reconciliation.of(ledger, gateway.rows(petition)).complete()).isTrue();
            return result;
        }
    }
}
