package org.rempart.loadtests.worker;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.signer.Challenge;
import org.rempart.loadtests.signer.Solution;
import org.rempart.loadtests.signer.Solver;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// One core's search: takes a challenge and solves it. It rests while it has none to solve, for as
/// long as the refusal asks for. Blocks; of one thread.
final class Search {
    /// The wait when the gateway names none, or does not answer.
    private static final long WAIT_S_LEAST = 1;

    private final KeptConnection challenges;
    private final String path;
    private final Core core;
    private final Exchange exchange;
    private final Tally tally;
    private final long endNanos;
    private final Solver solver = new Solver();

    /// @param challenges where it takes challenges
    /// @param path of the petition
    /// @param endNanos when it stops, on the scale of `System.nanoTime()`
    Search(
            KeptConnection challenges,
            String path,
            Core core,
            Exchange exchange,
            Tally tally,
            long endNanos) {
        this.challenges = challenges;
        this.path = path;
        this.core = core;
        this.exchange = exchange;
        this.tally = tally;
        this.endNanos = endNanos;
    }

    boolean timeLeft() {
        return System.nanoTime() < endNanos;
    }

    /// The solution of one more challenge, when the core would have it; null when it has none,
    /// after a rest.
    @Nullable Solution next() throws InterruptedException {
        Optional<Reply> reply =
                exchange.send(Tally.CHALLENGE, () -> challenges.get(path + "/challenge"));
        long begun = System.nanoTime();
        if (reply.isEmpty() || reply.get().status() != 200) {
            long waitS = reply.map(Reply::retryAfterS).orElse(0L);
            sleepUntil(begun + TimeUnit.SECONDS.toNanos(Math.max(waitS, WAIT_S_LEAST)));
            return null;
        }
        Challenge challenge;
        try {
            challenge = Challenge.parse(reply.get().body());
        } catch (IOException e) {
            tally.answered(Tally.CHALLENGE, "unreadable");
            return null;
        }
        OptionalLong number = solver.solve(challenge);
        if (number.isEmpty()) {
            tally.answered(Tally.CHALLENGE, "without a solution");
            return null;
        }
        long nanos = core.nanos(number.getAsLong());
        tally.solved(challenge.maxNumber(), nanos);
        sleepUntil(begun + nanos);
        return new Solution(challenge, number.getAsLong(), TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private void sleepUntil(long dueNanos) throws InterruptedException {
        long nanos = Math.min(dueNanos, endNanos) - System.nanoTime();
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }
}
