package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Many people behind one address: a school, an office, a mobile carrier. First each of them pays
/// more, then their signatures are held, and long after that somebody is refused.
class SharedAddressIT {
    /// A thousandth of the default prices, so that the test solves what a phone would in
    /// milliseconds.
    private static final int SCALE = 1_000;

    private static final long PHONE_TRIES_PER_SECOND = 4_000_000;

    /// The price of a source that has used nothing, while the machine has other things to do, too.
    private static final long RESTED = 500;

    private static final long RESTED_MAX = 550;

    private static final int AT_A_TIME = 20;

    private static final String SCHOOL = "192.0.2.7";

    private final TestDatabase database = TestDatabase.create();
    private final AtomicLong passedNanos = new AtomicLong();
    private final RunningGateway gateway =
            RunningGateway.on(
                    database,
                    Map.of(
                            "REMPART_CHALLENGE_BASE",
                            String.valueOf(500_000 / SCALE),
                            "REMPART_CHALLENGE_CEILING",
                            String.valueOf(32_000_000 / SCALE),
                            "REMPART_SOURCE_TRUSTED_PROXIES",
                            "127.0.0.1",
                            // they come within seconds here, not within ten minutes
                            "REMPART_BUDGET_REQUESTS",
                            "100/s burst 10000"),
                    () -> System.nanoTime() + passedNanos.get());
    private final Client client = gateway.client();

    @AfterEach
    void close() {
        gateway.close();
    }

    private void pass(Duration time) {
        passedNanos.addAndGet(time.toNanos());
    }

    private JsonObject challenge(String source) {
        Answer answer = client.get("/petitions/demo/challenge", "X-Forwarded-For", source);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private Answer sign(int person, JsonObject challenge, String source) {
        return client.post(
                "/petitions/demo/signatures",
                "application/json",
                Client.person(person).put("altcha", Client.solve(challenge)).encode(),
                "X-Forwarded-For",
                source);
    }

    /// Some at a time, because what is held waits a moment for company. All are recorded.
    ///
    /// @return the highest of their prices
    private long signTogether(int people) {
        try (ExecutorService some = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<Long>> prices =
                    IntStream.range(0, people)
                            .mapToObj(person -> some.submit(() -> signed(person)))
                            .toList();
            return prices.stream().mapToLong(SharedAddressIT::get).max().orElseThrow();
        }
    }

    private long signed(int person) {
        JsonObject challenge = challenge(SCHOOL);
        assertThat(sign(person, challenge, SCHOOL).status()).isEqualTo(201);
        return challenge.getLong("maxnumber");
    }

    private static long get(Future<Long> price) {
        try {
            return price.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private long rows(String state) {
        return database.number(
                "SELECT count(*) FROM signature WHERE state = '%s'".formatted(state));
    }

    private long count() {
        return client.get("/petitions/demo/count.json").json().getLong("signature_count");
    }

    @Test
    void threeHundredAtOnceAreAllRecordedAndNoneRefused() {
        long dearest = SCALE * signTogether(300);
        System.out.printf(
                "300 behind one address: %d counted, %d held; the dearest challenge %d, on average"
                        + " %.1f s of a mid-range phone%n",
                rows("counted"), rows("held"), dearest, dearest / 2.0 / PHONE_TRIES_PER_SECOND);
        assertThat(rows("counted") + rows("held")).isEqualTo(300);
        assertThat(rows("counted")).isEqualTo(count()).isBetween(60L, 65L);
        assertThat(
                        database.number(
                                "SELECT count(*) FROM signature WHERE held_for = 'source_over_budget'"))
                .isEqualTo(rows("held"));
        assertThat(dearest / 2 / PHONE_TRIES_PER_SECOND).isLessThan(4);
        assertThat(challenge("198.51.100.1").getLong("maxnumber")).isBetween(RESTED, RESTED_MAX);
    }

    @Test
    void aNeighbourPaysNothingForIt() {
        signTogether(80);
        assertThat(rows("held")).isEqualTo(20);
        assertThat(challenge(SCHOOL).getLong("maxnumber")).isGreaterThan(5_000);
        assertThat(challenge("192.0.2.8").getLong("maxnumber")).isBetween(RESTED, RESTED_MAX);
        assertThat(sign(80, challenge("192.0.2.8"), "192.0.2.8").status()).isEqualTo(201);
        assertThat(rows("counted")).isEqualTo(61);
    }

    @Test
    void thePriceComesDownAsTimeGoesBy() {
        for (int person = 0; person < 60; person++) {
            assertThat(sign(person, challenge(SCHOOL), SCHOOL).status()).isEqualTo(201);
        }
        long high = challenge(SCHOOL).getLong("maxnumber");
        pass(Duration.ofMinutes(5));
        long lower = challenge(SCHOOL).getLong("maxnumber");
        pass(Duration.ofMinutes(5));
        assertThat(lower).isBetween(501L, high / 2);
        assertThat(challenge(SCHOOL).getLong("maxnumber")).isBetween(RESTED, RESTED_MAX);
    }

    /// It was counted: the answer is that of the first time, whatever its source has left since.
    @Test
    void aRetryGetsItsFirstAnswerAndCostsNothing() {
        JsonObject challenge = challenge(SCHOOL);
        String first = sign(0, challenge, SCHOOL).json().getString("receipt");
        for (int person = 1; person < 60; person++) {
            assertThat(sign(person, challenge(SCHOOL), SCHOOL).status()).isEqualTo(201);
        }
        for (int again = 0; again < 5; again++) {
            Answer answer = sign(0, challenge, SCHOOL);
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().getString("receipt")).isEqualTo(first);
        }
        assertThat(rows("counted")).isEqualTo(60);
        assertThat(rows("held")).isZero();
    }

    @Test
    void whatIsRefusedForAnotherReasonIsNotPaidFor() {
        JsonObject challenge = challenge(SCHOOL);
        assertThat(sign(0, challenge, SCHOOL).status()).isEqualTo(201);
        for (int again = 0; again < 70; again++) {
            assertThat(sign(1, challenge, SCHOOL).code()).isEqualTo("challenge_spent");
        }
        assertThat(sign(2, challenge(SCHOOL), SCHOOL).status()).isEqualTo(201);
        assertThat(rows("counted")).isEqualTo(2);
    }

    @Test
    void failedWorkIsRememberedPricedAndInTheEndRefused() {
        JsonObject challenge = challenge(SCHOOL);
        int refused = 0;
        for (int post = 0; post < 101; post++) {
            Answer answer =
                    client.post(
                            "/petitions/demo/signatures",
                            "application/json",
                            Client.person(post)
                                    .put("altcha", Client.payload(challenge, 31_999))
                                    .encode(),
                            "X-Forwarded-For",
                            SCHOOL);
            if (answer.status() == 429) {
                refused++;
                assertThat(answer.code()).isEqualTo("source_over_budget");
                assertThat(answer.json().getString("budget")).isEqualTo("failed_work");
            } else {
                assertThat(answer.code()).isEqualTo("challenge_unsolved");
            }
        }
        assertThat(refused).isEqualTo(1);
        assertThat(challenge(SCHOOL).getLong("maxnumber")).isGreaterThan(25_000);
        assertThat(challenge("192.0.2.8").getLong("maxnumber")).isBetween(RESTED, RESTED_MAX);
    }
}
