package org.rempart.loadtests.flood;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.signer.Challenge;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Problem;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.target.GatewayClient;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.verdict.Ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Each attack against a stand-in: it meets the defence it is named after, and gets through where
/// that defence is missing.
final class AmmunitionTest {
    private static final int VALID_S = 600;

    /// Every kind turns up in so many: the rarest is one in fifty.
    private static final int SHOTS = 1_000;

    private static final int SHOTS_OF_A_KIND_MAX = 20;

    private final SecureRandom random = new SecureRandom();
    private final Ledger ledger = new Ledger();

    @ParameterizedTest
    @CsvSource({
        "MISSING, 403 challenge_missing",
        "FORGED, 403 challenge_forged",
        "TAMPERED, 403 challenge_forged",
        "UNSOLVED, 403 challenge_unsolved",
        "REPLAYED, 403 challenge_spent",
        "OVERSIZED, 413 too_large",
        "GARBAGE, 400 malformed"
    })
    void anAttackMeetsItsDefence(Attack attack, String answer) throws Exception {
        try (StandInGateway gateway =
                new StandInGateway(Fault.NONE, VALID_S, Seat.anywhere(), clock(), random)) {
            assertThat(answers(gateway).get(attack)).containsOnly(answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTS_MISSING_WORK, MISSING",
        "ACCEPTS_FORGED_WORK, FORGED",
        "ACCEPTS_FORGED_WORK, TAMPERED",
        "ACCEPTS_UNSOLVED_WORK, UNSOLVED",
        "ACCEPTS_REPLAYS, REPLAYED"
    })
    void anAttackGetsThroughWhereItsDefenceIsMissing(Fault fault, Attack attack) throws Exception {
        try (StandInGateway gateway =
                new StandInGateway(fault, VALID_S, Seat.anywhere(), clock(), random)) {
            assertThat(answers(gateway).get(attack)).contains("201");
        }
    }

    @Test
    void workIsPostedAfterItsTimeOnceItsTimeIsOver() throws Exception {
        try (StandInGateway gateway =
                new StandInGateway(Fault.NONE, -60, Seat.anywhere(), clock(), random)) {
            assertThat(answers(gateway).get(Attack.EXPIRED)).containsOnly("403 challenge_expired");
        }
        try (StandInGateway gateway =
                new StandInGateway(
                        Fault.ACCEPTS_EXPIRED_WORK, -60, Seat.anywhere(), clock(), random)) {
            assertThat(answers(gateway).get(Attack.EXPIRED)).contains("201");
        }
        try (StandInGateway gateway =
                new StandInGateway(Fault.NONE, VALID_S, Seat.anywhere(), clock(), random)) {
            assertThat(answers(gateway)).doesNotContainKey(Attack.EXPIRED);
        }
    }

    @Test
    void aRetryKnowsTheReceiptItHasToGet() throws Exception {
        try (StandInGateway gateway =
                new StandInGateway(Fault.NONE, VALID_S, Seat.anywhere(), clock(), random)) {
            assertThat(answers(gateway).get(Attack.RETRIED)).containsOnly("201 same receipt");
        }
        try (StandInGateway gateway =
                new StandInGateway(
                        Fault.FORGETS_RECEIPTS, VALID_S, Seat.anywhere(), clock(), random)) {
            assertThat(answers(gateway).get(Attack.RETRIED)).containsOnly("201 other receipt");
        }
    }

    @Test
    void theWeightsAreAHundredInAll() {
        int all = 0;
        for (Attack attack : Attack.values()) {
            all += attack.weight();
        }
        assertThat(all).isEqualTo(100);
    }

    @Test
    void honestWorkThatBoughtASignatureIsInTheLedger() throws Exception {
        try (StandInGateway gateway =
                new StandInGateway(Fault.NONE, VALID_S, Seat.anywhere(), clock(), random)) {
            answers(gateway);

            assertThat(ledger.acknowledgements()).hasSize(3);
        }
    }

    /// The answers to some shots of each kind, without those that asked to wait.
    private Map<Attack, List<String>> answers(StandInGateway standIn)
            throws IOException, InterruptedException {
        RehearsalPetition petition = new RehearsalPetition(random);
        try (GatewayClient gateway = new GatewayClient(standIn.target(), clock(), random)) {
            gateway.createPetition(petition);
        }
        String page = standIn.target().publicSide() + "/petitions/" + petition.slug();
        Map<Attack, List<String>> answers = new EnumMap<>(Attack.class);
        try (Solvers solvers = new Solvers(1);
                HttpClient http = HttpClient.newHttpClient()) {
            Ammunition ammunition = new Ammunition(plan(page, solvers), clock(), random);
            for (int i = 0; i < SHOTS; i++) {
                Ammunition.Shot shot = ammunition.next();
                List<String> seen = answers.computeIfAbsent(shot.attack(), _ -> new ArrayList<>());
                if (!shot.form().isEmpty() && seen.size() < SHOTS_OF_A_KIND_MAX) {
                    String answer = post(http, page, shot);
                    if (!answer.startsWith("429")) {
                        seen.add(answer);
                    }
                }
            }
        }
        return answers;
    }

    private FloodPlan plan(String page, Solvers solvers) throws InterruptedException {
        HonestWork work =
                new HonestWork(
                        page,
                        List.of(InetAddress.ofLiteral("127.0.1.1")),
                        new People(random),
                        solvers,
                        ledger);
        List<Challenge> untouched = work.take(3);
        return new FloodPlan(
                page,
                "",
                List.of("127.0.1.1"),
                10,
                1,
                1,
                0,
                untouched,
                work.solve(3),
                work.sign(3));
    }

    private static String post(HttpClient http, String page, Ammunition.Shot shot)
            throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(
                        HttpRequest.newBuilder(URI.create(page + "/signatures"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(shot.form()))
                                .build(),
                        BodyHandlers.ofString());
        String label = Problem.label(response.statusCode(), response.body());
        if (shot.receipt().isEmpty()) {
            return label;
        }
        boolean same = response.body().contains(shot.receipt());
        return label + (same ? " same receipt" : " other receipt");
    }

    private static Clock clock() {
        return Clock.systemUTC();
    }
}
