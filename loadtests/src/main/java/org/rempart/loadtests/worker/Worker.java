package org.rempart.loadtests.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.signer.Challenge;
import org.rempart.loadtests.signer.Person;
import org.rempart.loadtests.signer.Solution;
import org.rempart.loadtests.signer.Solver;
import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.Ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// One core of one source: takes a challenge, solves it, posts a forged signature, and again, for
/// as long as it is let. A refusal it waits for, and for as long as that asks for: then it makes
/// the same request again, so that no work is lost. Made for a virtual thread.
final class Worker {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The wait when the gateway names none, or does not answer.
    private static final Duration WAIT_DEFAULT = Duration.ofSeconds(1);

    private final int source;
    private final KeptConnection connection;
    private final String path;
    private final Core core;
    private final SharedPace pace;
    private final Forgers forgers;
    private final Tally tally;
    private final Ledger ledger;
    private final long endNanos;
    private final Solver solver = new Solver();

    /// @param source number of the source it belongs to
    /// @param path of the petition
    /// @param endNanos when it stops, on the scale of `System.nanoTime()`
    Worker(
            int source,
            KeptConnection connection,
            String path,
            Core core,
            SharedPace pace,
            Forgers forgers,
            Tally tally,
            Ledger ledger,
            long endNanos) {
        this.source = source;
        this.connection = connection;
        this.path = path;
        this.core = core;
        this.pace = pace;
        this.forgers = forgers;
        this.tally = tally;
        this.ledger = ledger;
        this.endNanos = endNanos;
    }

    void work() throws InterruptedException {
        while (timeLeft()) {
            Optional<Reply> challenge =
                    persist("challenge", () -> connection.get(path + "/challenge"));
            if (challenge.isPresent() && challenge.get().status() == 200) {
                solveAndPost(challenge.get().body());
            }
        }
    }

    private void solveAndPost(String json) throws InterruptedException {
        Challenge challenge;
        try {
            challenge = Challenge.parse(json);
        } catch (IOException e) {
            tally.answered("challenge", "unreadable");
            return;
        }
        long begun = System.nanoTime();
        OptionalLong number = solver.solve(challenge);
        if (number.isEmpty()) {
            tally.answered("challenge", "without a solution");
            return;
        }
        long nanos = core.nanos(number.getAsLong());
        tally.solved.increment();
        tally.cpuNanos.add(nanos);
        tally.prices.add(challenge.maxNumber());
        tally.dearest.accumulate(challenge.maxNumber());
        sleepUntil(begun + nanos);
        if (timeLeft()) {
            Solution solution = new Solution(challenge, number.getAsLong(), nanos / 1_000_000);
            post(forgers.next(), solution);
        }
    }

    private void post(Person forger, Solution solution) throws InterruptedException {
        String form = forger.form(solution.encoded());
        Optional<Reply> reply = persist("post", () -> connection.post(path + "/signatures", form));
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

    /// The last answer; empty when the last request had none.
    private Optional<Reply> persist(String what, Request request) throws InterruptedException {
        Optional<Reply> last = Optional.empty();
        while (timeLeft()) {
            pace.await();
            tally.requests.increment();
            long waitS = WAIT_DEFAULT.toSeconds();
            try {
                Reply reply = request.send();
                tally.answered(what, reply.label());
                last = Optional.of(reply);
                if (!reply.asksToWait()) {
                    return last;
                }
                waitS = Math.max(waitS, reply.retryAfterS());
            } catch (IOException e) {
                tally.answered(what, "no answer: " + e.getClass().getSimpleName());
                last = Optional.empty();
            }
            sleepUntil(System.nanoTime() + Duration.ofSeconds(waitS).toNanos());
        }
        return last;
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
