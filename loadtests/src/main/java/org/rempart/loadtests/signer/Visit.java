package org.rempart.loadtests.signer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;

/// One person's visit, step by step as the page takes them: load it, take the challenge, think,
/// solve, post; when the gateway asks to wait, wait and make the same request again.
///
/// A post whose answer never came is posted again unchanged: the contract calls that a retry, and
/// promises the first answer. No request is begun after the deadline. Blocks; made for a virtual
/// thread.
final class Visit {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Browser browser;
    private final Solvers solvers;
    private final Patience patience;
    private final long deadlineNanos;
    private final PostWatch posts;
    private final PriceWatch prices;
    private final Stopwatch watch = new Stopwatch();
    private String posted = "";

    /// @param deadlineNanos on the scale of `System.nanoTime()`
    Visit(
            Browser browser,
            Solvers solvers,
            Patience patience,
            long deadlineNanos,
            PostWatch posts,
            PriceWatch prices) {
        this.browser = browser;
        this.solvers = solvers;
        this.patience = patience;
        this.deadlineNanos = deadlineNanos;
        this.posts = posts;
        this.prices = prices;
    }

    Stopwatch watch() {
        return watch;
    }

    /// A whole visit.
    ///
    /// @param think how long the person takes to fill the form in
    Outcome sign(Person person, Duration think) throws InterruptedException {
        long start = System.nanoTime();
        Tried page = persist(browser::page, start, PostWatch.NONE);
        watch.page = System.nanoTime() - start;
        if (page.status() != 200) {
            return new Outcome.GaveUp("page: " + page.last());
        }
        return switch (prepare(person)) {
            case Prepared.Form form -> {
                long due = System.nanoTime() + think.toNanos();
                watch.think = think.toNanos();
                Thread.sleep(think);
                yield post(form.body(), due);
            }
            case Prepared.Not not -> not.outcome();
        };
    }

    /// Takes a challenge and solves it, for a post that is made later.
    Prepared prepare(Person person) throws InterruptedException {
        return switch (take()) {
            case Taken.Work(Challenge challenge) -> solve(person, challenge);
            case Taken.Not(String last) -> new Prepared.Not(new Outcome.GaveUp(last));
        };
    }

    /// Takes a challenge; empty when there was none to be had.
    Optional<Challenge> challenge() throws InterruptedException {
        return take() instanceof Taken.Work(Challenge challenge)
                ? Optional.of(challenge)
                : Optional.empty();
    }

    /// Posts, and tries again as the page does.
    ///
    /// @param dueNanos when it should be sent, on the scale of `System.nanoTime()`
    Outcome post(String form, long dueNanos) throws InterruptedException {
        posted = form;
        long start = System.nanoTime();
        Tried tried = persist(() -> browser.post(form), dueNanos, posts);
        watch.post = System.nanoTime() - start;
        return outcome(tried);
    }

    /// Posts what was posted once more, once, at the next gateway if there is another.
    Outcome postAgain() throws InterruptedException {
        browser.elsewhere();
        Tried tried = new Tried(0, "", "", false);
        try {
            Answer answer = browser.post(posted);
            tried =
                    new Tried(
                            answer.status(),
                            answer.body(),
                            Problem.label(answer),
                            !answer.refuses());
        } catch (IOException e) {
            tried = new Tried(0, "", "no answer: " + e.getClass().getSimpleName(), true);
        }
        return outcome(tried);
    }

    private static Outcome outcome(Tried tried) {
        if (tried.status() == 201 || tried.status() == 202) {
            String receipt = receipt(tried.body());
            if (!receipt.isEmpty()) {
                return new Outcome.Acknowledged(receipt, tried.status());
            }
        }
        return tried.open()
                ? new Outcome.Unanswered("post: " + tried.last())
                : new Outcome.GaveUp("post: " + tried.last());
    }

    private sealed interface Taken {
        record Work(Challenge challenge) implements Taken {}

        record Not(String last) implements Taken {}
    }

    private Taken take() throws InterruptedException {
        long start = System.nanoTime();
        Tried taken = persist(browser::challenge, start, PostWatch.NONE);
        watch.challenge = System.nanoTime() - start;
        if (taken.status() != 200) {
            return new Taken.Not("challenge: " + taken.last());
        }
        try {
            Challenge challenge = Challenge.parse(taken.body());
            prices.asked(challenge.maxNumber());
            return new Taken.Work(challenge);
        } catch (IOException e) {
            return new Taken.Not("challenge: unreadable");
        }
    }

    private Prepared solve(Person person, Challenge challenge) throws InterruptedException {
        long start = System.nanoTime();
        OptionalLong number;
        try {
            number = solvers.solve(challenge);
        } catch (RejectedExecutionException e) {
            return new Prepared.Not(new Outcome.Dropped());
        }
        watch.solve = System.nanoTime() - start;
        if (number.isEmpty()) {
            return new Prepared.Not(new Outcome.GaveUp("challenge: no solution"));
        }
        Solution solution = new Solution(challenge, number.getAsLong(), watch.solve / 1_000_000);
        return new Prepared.Form(person.form(solution.encoded()), solution);
    }

    /// What a request and its repetitions came to.
    ///
    /// @param status status of the last answer, 0 when there was none
    /// @param last status and `code` of the last answer, or what was met instead
    /// @param open whether one of them may have had an effect that no answer told of
    private record Tried(int status, String body, String last, boolean open) {}

    private interface Request {
        Answer send() throws IOException, InterruptedException;
    }

    private Tried persist(Request request, long dueNanos, PostWatch answers)
            throws InterruptedException {
        boolean open = false;
        long due = dueNanos;
        Tried tried = new Tried(0, "", "out of time", false);
        for (int attempt = 1; System.nanoTime() < deadlineNanos; attempt++) {
            Duration asked = Duration.ZERO;
            boolean again = true;
            try {
                Answer answer = request.send();
                open |= !answer.refuses();
                tried = new Tried(answer.status(), answer.body(), Problem.label(answer), open);
                again = answer.asksToWait();
                asked = answer.retryAfter();
            } catch (IOException e) {
                // a gateway that was not there cannot have taken anything
                open |= !(e instanceof ConnectException);
                tried = new Tried(0, "", "no answer: " + e.getClass().getSimpleName(), open);
            }
            long answered = System.nanoTime();
            answers.answered(due, answered, tried.last());
            if (!again || attempt >= patience.tries()) {
                return tried;
            }
            watch.waits++;
            Duration wait = patience.before(asked, attempt);
            due = answered + wait.toNanos();
            Thread.sleep(wait);
            browser.elsewhere();
        }
        return tried;
    }

    private static String receipt(String body) {
        try {
            JsonNode receipt = JSON.readTree(body).path("receipt");
            return receipt.isTextual() ? receipt.textValue() : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
