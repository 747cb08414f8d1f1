package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.target.ConsentWatch.Times;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

final class ConsentWatchTest {
    private static final Times QUICK = new Times(Duration.ofMillis(10), Duration.ofMillis(100));

    private static final long SAID_WITHIN_S = 20;

    private final Clock clock = Clock.systemUTC();
    private final CompletableFuture<String> withdrawn = new CompletableFuture<>();

    private ConsentWatch watch(ConsentWatch.Question question, Instant until) {
        return new ConsentWatch(question, QUICK, clock, withdrawn::complete).begin(until);
    }

    private Instant hence(Duration duration) {
        return clock.instant().plus(duration);
    }

    private String why() throws Exception {
        return withdrawn.get(SAID_WITHIN_S, TimeUnit.SECONDS);
    }

    @Test
    void whatIsTakenBackIsSaid() throws Exception {
        Iterator<Consent> answers =
                List.<Consent>of(
                                new Consent.Granted(1, hence(Duration.ofHours(1))),
                                new Consent.Busy(429),
                                new Consent.Refused("no more"))
                        .iterator();
        try (ConsentWatch _ = watch(answers::next, hence(Duration.ofHours(1)))) {
            assertThat(why()).isEqualTo("no more");
        }
    }

    @Test
    void whatIsRenewedGoesOnBeyondItsFirstEnd() throws Exception {
        CountDownLatch beyond = new CountDownLatch(20);
        ConsentWatch.Question renewing =
                () -> {
                    beyond.countDown();
                    return new Consent.Granted(1, hence(Duration.ofSeconds(30)));
                };
        try (ConsentWatch _ = watch(renewing, hence(Duration.ofMillis(50)))) {
            assertThat(beyond.await(SAID_WITHIN_S, TimeUnit.SECONDS)).isTrue();
            assertThat(withdrawn).isNotDone();
        }
    }

    @Test
    void whatEndsWithoutBeingRenewedIsSaid() throws Exception {
        Instant end = hence(Duration.ofMillis(50));
        try (ConsentWatch _ = watch(() -> new Consent.Busy(503), end)) {
            assertThat(why()).contains("ended at " + end);
        }
    }

    @Test
    void silenceIsBorneForAWhileOnly() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        ConsentWatch.Question silent =
                () -> {
                    asked.incrementAndGet();
                    throw new IOException("connection refused");
                };
        try (ConsentWatch _ = watch(silent, hence(Duration.ofHours(1)))) {
            assertThat(why()).contains("has not said");
            assertThat(asked.get()).isGreaterThan(1);
        }
    }

    @Test
    void whoIsToldMayClose() throws Exception {
        CompletableFuture<ConsentWatch> made = new CompletableFuture<>();
        ConsentWatch watch =
                new ConsentWatch(
                                () -> new Consent.Refused("no"),
                                QUICK,
                                clock,
                                why -> {
                                    made.join().close();
                                    withdrawn.complete(why);
                                })
                        .begin(hence(Duration.ofHours(1)));
        made.complete(watch);

        assertThat(why()).isEqualTo("no");
    }
}
