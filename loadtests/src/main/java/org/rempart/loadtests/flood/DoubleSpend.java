package org.rempart.loadtests.flood;

import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Person;
import org.rempart.loadtests.signer.Problem;
import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.Ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One piece of right work, posted by several attackers in the same moment under different names:
/// at most one of them may get a signature for it. A replay that comes later is told by what the
/// gateway remembers; this one only by what decides between two that nobody has seen yet.
///
/// The first two post the same form: to the gateway that is a retry that overtakes its first try,
/// and both get the same receipt or none.
public final class DoubleSpend {
    /// Attackers in one race, each from an address of its own.
    public static final int RACERS = 8;

    private static final String KIND = "raced";

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private static final int ANSWER_BYTES_MAX = 1 << 16;

    private static final Pattern RECEIPT = Pattern.compile("\"receipt\"\\s*:\\s*\"([^\"]+)\"");

    private final URI signatures;
    private final List<InetAddress> sources;
    private final People people;
    private final Ledger ledger;
    private final Map<String, Long> answers = new TreeMap<>();
    private long sent;
    private long otherReceipts;

    /// What came of the races.
    ///
    /// @param figures answers; the one that may win a race is not counted as accepted
    /// @param otherReceipts overtaken retries that got another receipt than their first try
    public record Result(AttackFigures figures, long otherReceipts) {}

    /// @param petition address of the petition's page
    /// @param sources at least [#RACERS] addresses
    public DoubleSpend(String petition, List<InetAddress> sources, People people, Ledger ledger) {
        this.signatures = URI.create(petition + "/signatures");
        this.sources = List.copyOf(sources.subList(0, RACERS));
        this.people = people;
        this.ledger = ledger;
    }

    /// Runs a race for each piece of work, one after another. Blocks; of one thread.
    ///
    /// @param pause before each race
    public Result run(List<HonestWork.Unspent> work, Duration pause) throws InterruptedException {
        List<HttpClient> browsers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (InetAddress source : sources) {
                browsers.add(browser(source, threads));
            }
            for (HonestWork.Unspent piece : work) {
                Thread.sleep(pause);
                race(piece, browsers, threads);
            }
        } finally {
            browsers.forEach(HttpClient::shutdownNow);
        }
        return new Result(new AttackFigures(KIND, true, true, sent, answers), otherReceipts);
    }

    /// What one attacker posted and got.
    ///
    /// @param label status and code; empty when no answer came
    /// @param receipt empty when it was not accepted
    private record Post(Person person, int status, String label, String receipt) {}

    private void race(HonestWork.Unspent piece, List<HttpClient> browsers, ExecutorService threads)
            throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(browsers.size());
        List<Future<Post>> posts = new ArrayList<>();
        Person first = people.next();
        for (int racer = 0; racer < browsers.size(); racer++) {
            HttpClient browser = browsers.get(racer);
            Person person = racer < 2 ? first : people.next();
            posts.add(threads.submit(() -> post(browser, person, piece.altcha(), start)));
        }
        sent += posts.size();
        List<Post> ended = new ArrayList<>();
        for (Future<Post> post : posts) {
            try {
                ended.add(post.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a post ends with what it got", e.getCause());
            }
        }
        judge(ended);
    }

    private void judge(List<Post> posts) {
        long winner = -1;
        String receipt = "";
        for (Post post : posts) {
            Person person = post.person();
            if (post.label().isEmpty()) {
                ledger.unanswered(person.country());
            } else if (post.receipt().isEmpty()) {
                answers.merge(post.label(), 1L, Long::sum);
            } else {
                ledger.acknowledged(
                        new Acknowledgement(
                                person.number(), post.receipt(), person.country(), post.status()));
                if (winner < 0) {
                    winner = person.number();
                    receipt = post.receipt();
                }
                boolean won = winner == person.number();
                answers.merge(won ? "won: " + post.label() : post.label(), 1L, Long::sum);
                otherReceipts += won && !receipt.equals(post.receipt()) ? 1 : 0;
            }
        }
    }

    private Post post(HttpClient browser, Person person, String altcha, CyclicBarrier start)
            throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(signatures)
                        .header("Content-Type", "application/json")
                        .timeout(ANSWER_MAX)
                        .POST(BodyPublishers.ofString(person.form(altcha)))
                        .build();
        try {
            start.await();
            HttpResponse<String> response =
                    browser.send(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
            int status = response.statusCode();
            Matcher receipt = RECEIPT.matcher(response.body());
            boolean accepted = status >= 200 && status < 300 && receipt.find();
            return new Post(
                    person,
                    status,
                    Problem.label(status, response.body()),
                    accepted ? receipt.group(1) : "");
        } catch (IOException e) {
            return new Post(person, 0, "", "");
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("nobody leaves a race before its start", e);
        }
    }

    private static HttpClient browser(InetAddress source, ExecutorService threads) {
        return HttpClient.newBuilder()
                .localAddress(source)
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(ANSWER_MAX)
                .executor(threads)
                .build();
    }
}
