package org.rempart.loadtests.target;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Asks a gateway all through a run whether it still consents, which renews its consent, and says
/// so once when it does not. From a virtual thread of its own.
///
/// A gateway that is flooded may not answer, or may answer that it has too much to do: its consent
/// stands until it ends. One that has not been heard of at all for a while is taken for one that
/// would say no.
public final class ConsentWatch implements AutoCloseable {
    static final Duration ASK_EVERY = Duration.ofSeconds(10);

    /// Six questions in a row.
    static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    /// A thread that waits for an answer is interrupted.
    private static final Duration END_MAX = Duration.ofSeconds(3);

    private final Question question;
    private final Times times;
    private final Clock clock;
    private final Consumer<String> withdrawn;
    private final List<Thread> threads = new ArrayList<>();

    /// Asks once more.
    interface Question {
        Consent ask() throws IOException, InterruptedException;
    }

    /// How often to ask, and how long silence is borne.
    record Times(Duration askEvery, Duration silenceMax) {}

    ConsentWatch(Question question, Times times, Clock clock, Consumer<String> withdrawn) {
        this.question = question;
        this.times = times;
        this.clock = clock;
        this.withdrawn = withdrawn;
    }

    /// Starts asking.
    ///
    /// @param rate requests a second that it has consented to
    /// @param until when the consent ends that there is
    /// @param withdrawn told why, once
    public static ConsentWatch start(
            GatewayClient gateway,
            int rate,
            Instant until,
            Clock clock,
            Consumer<String> withdrawn) {
        return new ConsentWatch(
                        () -> gateway.consent(rate, Duration.ZERO),
                        new Times(ASK_EVERY, SILENCE_MAX),
                        clock,
                        withdrawn)
                .begin(until);
    }

    ConsentWatch begin(Instant until) {
        threads.add(Thread.ofVirtual().name("consent-watch").start(() -> watch(until)));
        return this;
    }

    private void watch(Instant until) {
        Instant end = until;
        Instant heard = clock.instant();
        try {
            while (true) {
                Duration left = Duration.between(clock.instant(), end);
                if (!left.isPositive()) {
                    withdrawn.accept("the gateway's consent ended at %s".formatted(end));
                    return;
                }
                Thread.sleep(left.compareTo(times.askEvery()) < 0 ? left : times.askEvery());
                switch (answer()) {
                    case Consent.Granted(int _, Instant renewed) -> {
                        end = renewed;
                        heard = clock.instant();
                    }
                    case Consent.Refused(String why) -> {
                        withdrawn.accept(why);
                        return;
                    }
                    case Consent.Busy _ -> heard = clock.instant();
                    case Consent.Silent _ -> {
                        if (Duration.between(heard, clock.instant()).compareTo(times.silenceMax())
                                > 0) {
                            withdrawn.accept(
                                    "the gateway has not said for %d s that it still consents"
                                            .formatted(times.silenceMax().toSeconds()));
                            return;
                        }
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private Consent answer() throws InterruptedException {
        try {
            return question.ask();
        } catch (IOException e) {
            return new Consent.Silent();
        }
    }

    @Override
    public void close() {
        for (Thread thread : threads) {
            thread.interrupt();
            try {
                if (!thread.equals(Thread.currentThread())) {
                    thread.join(END_MAX);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
