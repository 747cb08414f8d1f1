package org.rempart.loadtests.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.signer.Challenge;
import org.rempart.loadtests.signer.Person;
import org.rempart.loadtests.signer.Solution;
import org.rempart.loadtests.signer.Solver;
import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.Ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One core of one source, going flat out: takes a challenge, solves it, and takes the next one
/// while the forged signature is posted on another connection. A post that is refused is given up:
/// there is always a fresher one, because more is solved than is taken. The core rests while it has
/// no challenge to solve: for as long as a refusal asks for. Made for a virtual thread.
final class Worker {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The wait when the gateway names none, or does not answer.
    private static final long WAIT_S_LEAST = 1;

    private final int source;
    private final KeptConnection challenges;
    private final BlockingQueue<KeptConnection> posts;
    private final String path;
    private final Core core;
    private final SharedPace pace;
    private final Forgers forgers;
    private final Tally tally;
    private final Ledger ledger;
    private final long endNanos;
    private final Solver solver = new Solver();

    /// @param source number of the source it belongs to
    /// @param challenges where it takes challenges
    /// @param posts where it posts, one at a time on each
    /// @param path of the petition
    /// @param endNanos when it stops, on the scale of `System.nanoTime()`
    Worker(
            int source,
            KeptConnection challenges,
            Collection<KeptConnection> posts,
            String path,
            Core core,
            SharedPace pace,
            Forgers forgers,
            Tally tally,
            Ledger ledger,
            long endNanos) {
        this.source = source;
        this.challenges = challenges;
        this.posts = new ArrayBlockingQueue<>(posts.size(), false, posts);
        this.path = path;
        this.core = core;
        this.pace = pace;
        this.forgers = forgers;
        this.tally = tally;
        this.ledger = ledger;
        this.endNanos = endNanos;
    }

    /// Returns when its time is over and the last post is answered.
    void work() throws InterruptedException {
        try (ExecutorService posting = Executors.newVirtualThreadPerTaskExecutor()) {
            while (timeLeft()) {
                Solution solution = solve();
                KeptConnection free =
                        solution == null
                                ? null
                                : posts.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (solution != null && free != null) {
                    posting.execute(() -> {
                        post(free, forgers.next(), solution);
                        posts.add(free);
                    });
                }
            }
        }
    }

    /// The solution of one more challenge, when it would have it; null when it has none, after a
    /// rest.
    private @Nullable Solution solve() throws InterruptedException {
        Optional<Reply> reply = exchange("challenge", () -> challenges.get(path + "/challenge"));
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
            tally.answered("challenge", "unreadable");
            return null;
        }
        OptionalLong number = solver.solve(challenge);
        if (number.isEmpty()) {
            tally.answered("challenge", "without a solution");
            return null;
        }
        long nanos = core.nanos(number.getAsLong());
        tally.solved.increment();
        tally.cpuNanos.add(nanos);
        tally.prices.add(challenge.maxNumber());
        tally.dearest.accumulate(challenge.maxNumber());
        sleepUntil(begun + nanos);
        return new Solution(challenge, number.getAsLong(), TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private void post(KeptConnection connection, Person forger, Solution solution) {
        String form = forger.form(solution.encoded());
        Optional<Reply> reply = exchange("post", () -> connection.post(path + "/signatures", form));
        if (reply.isEmpty()) {
            ledger.unanswered(forger.country());
        } else if (reply.get().accepts()) {
            String receipt = receipt(reply.get().body());
            ledger.acknowledged(
                    new Acknowledgement(
                            forger.number(), receipt, forger.country(), reply.get().status()));
            tally.sourcesByReceipt.put(receipt, source);
        }
    }

    private interface Request {
        Reply send() throws IOException;
    }

    /// Empty when there was no answer.
    private Optional<Reply> exchange(String what, Request request) {
        pace.await();
        tally.requests.increment();
        try {
            Reply reply = request.send();
            tally.answered(what, reply.label());
            return Optional.of(reply);
        } catch (IOException e) {
            tally.answered(what, "no answer: " + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private boolean timeLeft() {
        return System.nanoTime() < endNanos;
    }

    private void sleepUntil(long dueNanos) throws InterruptedException {
        long nanos = Math.min(dueNanos, endNanos) - System.nanoTime();
        if (nanos > 0) {
            Thread.sleep(Duration.ofNanos(nanos));
        }
    }

    private static String receipt(String body) {
        try {
            JsonNode receipt = JSON.readTree(body).path("receipt");
            return receipt.asText();
        } catch (IOException e) {
            return "";
        }
    }
}
