package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.challenge.ChallengeVerifier;
import org.rempart.gateway.storage.Migrations;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.MovableTime;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What time takes away, and clocks do not: everybody goes by the database's.
class TimeIT {
    private static final Duration VALIDITY = Duration.ofMinutes(10);
    private static final Duration SKEW = ChallengeVerifier.clockSkew(VALIDITY);
    private static final Pattern EXPIRES = Pattern.compile("expires=(\\d+)");

    private final TestDatabase database = TestDatabase.create();
    private MovableTime time;

    @BeforeEach
    void takeTheClock() {
        Migrations.run(database.parsed());
        database.run(
                "INSERT INTO petition (slug, action, opens_at)"
                        + " VALUES ('demo', 'Do it', now() - interval '1 day')");
        time = MovableTime.of(database);
    }

    private RunningGateway gateway(LongSupplier nanoTime) {
        return RunningGateway.on(database, Map.of(), nanoTime);
    }

    private RunningGateway gateway() {
        return gateway(System::nanoTime);
    }

    /// What a gateway takes for the time, in seconds since 1970.
    private static long now(Client client) {
        Answer answer = client.get("/petitions/demo/challenge");
        assertThat(answer.status()).isEqualTo(200);
        Matcher expires = EXPIRES.matcher(answer.json().getString("salt"));
        assertThat(expires.find()).isTrue();
        return Long.parseLong(expires.group(1)) - VALIDITY.toSeconds();
    }

    /// Puts the database's clock forward or back, and lets a second or two go by in which gateways
    /// follow.
    private void move(Duration by, Client... clients) {
        time.move(by);
        for (Client client : clients) {
            Eventually.holds(() -> Math.abs(now(client) - databaseNow()) <= 2);
        }
    }

    private long databaseNow() {
        return database.number("SELECT extract(epoch FROM now())");
    }

    private static Answer post(Client client, int person, String altcha) {
        return client.sign("demo", Client.person(person).put("altcha", altcha));
    }

    @Test
    void aChallengeIsGoodUntilItExpiresAndNotMuchLonger() {
        try (RunningGateway gateway = gateway()) {
            Client client = gateway.client();
            String altcha = client.solved("demo");
            String late = client.solved("demo");
            move(VALIDITY.plusSeconds(1), client);
            assertThat(post(client, 1, altcha).status()).isEqualTo(201);
            move(SKEW.plusSeconds(2), client);
            Answer answer = post(client, 2, late);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("challenge_expired");
        }
    }

    @Test
    void aMachineWhoseClockIsWrongAgreesWithTheOthersAllTheSame() {
        AtomicLong error = new AtomicLong(Duration.ofDays(-4_000).toNanos());
        try (RunningGateway right = gateway();
                RunningGateway wrong = gateway(() -> System.nanoTime() + error.get())) {
            Client one = right.client();
            Client other = wrong.client();
            int person = 0;
            for (Duration jump : new Duration[] {Duration.ofHours(1), Duration.ofDays(30)}) {
                error.addAndGet(jump.toNanos());
                Eventually.holds(() -> Math.abs(now(one) - now(other)) <= 1);
                assertThat(post(other, ++person, one.solved("demo")).status()).isEqualTo(201);
                assertThat(post(one, ++person, other.solved("demo")).status()).isEqualTo(201);
            }
        }
    }

    /// To a host whose clock differs by no more than the stated skew, forwards and back.
    @Test
    void aFailOverRefusesNothingFreshAndReopensNothingSpent() {
        try (RunningGateway gateway = gateway();
                RunningGateway another = gateway()) {
            Client client = gateway.client();
            Client other = another.client();
            String spent = client.solved("demo");
            assertThat(post(client, 1, spent).status()).isEqualTo(201);
            int person = 1;
            String fresh = client.solved("demo");
            // it has a second left when the first of the jumps comes
            move(VALIDITY.minusSeconds(1), client, other);
            for (Duration jump : new Duration[] {SKEW.dividedBy(2), SKEW.negated()}) {
                move(jump, client, other);
                assertThat(post(other, ++person, fresh).status()).isEqualTo(201);
                assertThat(post(other, ++person, spent).code()).isEqualTo("challenge_spent");
                fresh = client.solved("demo");
            }
            assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(3);
        }
    }

    @Test
    void aClockFarAheadAndBackAgainLeavesEverythingAsItWas() {
        try (RunningGateway gateway = gateway()) {
            Client client = gateway.client();
            String spent = client.solved("demo");
            String fresh = client.solved("demo");
            assertThat(post(client, 1, spent).status()).isEqualTo(201);
            move(Duration.ofDays(400), client);
            assertThat(post(client, 2, spent).code()).isEqualTo("challenge_expired");
            assertThat(client.signAs("demo", 3).status()).isEqualTo(201);
            move(Duration.ofDays(-400), client);
            assertThat(post(client, 4, spent).code()).isEqualTo("challenge_spent");
            assertThat(post(client, 5, fresh).status()).isEqualTo(201);
        }
    }
}
