package org.rempart.loadtests.flood;

import org.rempart.loadtests.machine.Http;
import org.rempart.loadtests.signer.Departures;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Person;
import org.rempart.loadtests.signer.Problem;
import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.Ledger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One piece of right work, posted by several attackers in the same moment, some with one content
/// and the others under different names, to one gateway or to several: at most one content may get
/// a signature for it. A replay that comes later is told by what the gateway remembers; this one
/// only by what decides between two that nobody has seen yet.
///
/// To the gateway those with one content are a first try and retries that overtake it: all get the
/// same receipt or none.
public final class DoubleSpend {
    /// Attackers in one race where nobody says how many, each from an address of its own.
    public static final int RACERS = 8;

    private static final Heat OVERTAKEN = new Heat(2, RACERS - 2);

    private static final Duration ANSWER_MAX = Duration.ofSeconds(10);

    private static final int ANSWER_BYTES_MAX = 1 << 16;

    private static final Pattern RECEIPT = Pattern.compile("\"receipt\"\\s*:\\s*\"([^\"]+)\"");

    private final List<URI> signatures;
    private final List<Heat> heats;
    private final List<InetAddress> sources;
    private final People people;
    private final RaceTally tally;
    private long races;

    /// What came of the races.
    ///
    /// @param figures answers; those to the content that bought the signature are not counted as
    ///   accepted
    /// @param replays the same, told apart by what they mean
    public record Result(AttackFigures figures, ReplayFigures replays) {
        /// Overtaken retries that got another receipt than their first try.
        public long otherReceipts() {
            return replays.otherReceipts();
        }
    }

    /// At one gateway, by [#RACERS] of whom two post the same.
    ///
    /// @param petition address of the petition's page
    /// @param sources at least [#RACERS] addresses
    public DoubleSpend(String petition, List<InetAddress> sources, People people, Ledger ledger) {
        this(List.of(petition), List.of(OVERTAKEN), sources, people, ledger);
    }

    /// @param petitions addresses of the petition's page, one at each gateway. The posts of a race
    ///   go to all of them in turn, those with one content from the first on and the others from
    ///   the last
    /// @param heats how often a piece of work is posted; of several, one after another
    /// @param sources where attackers come from; as many as the largest heat has posts
    public DoubleSpend(
            List<String> petitions,
            List<Heat> heats,
            List<InetAddress> sources,
            People people,
            Ledger ledger) {
        this.signatures =
                petitions.stream().map(petition -> URI.create(petition + "/signatures")).toList();
        this.heats = List.copyOf(heats);
        this.sources =
                List.copyOf(
                        sources.subList(
                                0, heats.stream().mapToInt(Heat::posts).max().orElseThrow()));
        this.people = people;
        this.tally = new RaceTally(signatures.size(), ledger);
    }

    /// Runs a race for each piece of work that was never posted, one after another. Blocks; of one
    /// thread.
    ///
    /// @param pause before each race
    public Result run(List<HonestWork.Unspent> work, Duration pause) throws InterruptedException {
        return race(
                work.stream()
                        .map(piece -> new Stake(piece.altcha(), RaceTally.NOBODY_YET))
                        .toList(),
                pause);
    }

    /// The same with work that has bought a signature: its own form is posted again, and other
    /// forms beside it.
    ///
    /// @param pause before each race
    public Result replay(List<HonestWork.Spent> work, Duration pause) throws InterruptedException {
        return race(
                work.stream()
                        .map(piece ->
                                new Stake(
                                        piece.altcha(),
                                        new RaceTally.Winner(piece.form(), piece.receipt())))
                        .toList(),
                pause);
    }

    /// What is raced for.
    ///
    /// @param winner who has it already
    private record Stake(String altcha, RaceTally.Winner winner) {}

    private Result race(List<Stake> stakes, Duration pause) throws InterruptedException {
        List<HttpClient> browsers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (InetAddress source : sources) {
                browsers.add(browser(source, threads));
            }
            for (Stake stake : stakes) {
                Thread.sleep(pause);
                race(stake, browsers, threads);
            }
        } finally {
            browsers.forEach(HttpClient::shutdownNow);
        }
        return tally.result();
    }

    private void race(Stake stake, List<HttpClient> browsers, ExecutorService threads)
            throws InterruptedException {
        Heat heat = heats.get((int) (races % heats.size()));
        int first = (int) (races % signatures.size());
        races++;
        CyclicBarrier start = new CyclicBarrier(heat.posts());
        List<Future<RaceTally.Post>> posts = new ArrayList<>();
        Person one = people.next();
        for (int post = 0; post < heat.posts(); post++) {
            HttpClient browser = browsers.get(post);
            InetAddress source = sources.get(post);
            boolean same = post < heat.same();
            Person person = same ? one : people.next();
            boolean known = same && !stake.winner().form().isEmpty();
            String form = known ? stake.winner().form() : person.form(stake.altcha());
            int door = same ? post : signatures.size() - 1 - (post - heat.same());
            URI to = signatures.get(Math.floorMod(first + door, signatures.size()));
            posts.add(threads.submit(() -> post(browser, source, to, person, form, start)));
        }
        List<RaceTally.Post> ended = new ArrayList<>();
        for (Future<RaceTally.Post> post : posts) {
            try {
                ended.add(post.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a post ends with what it got", e.getCause());
            }
        }
        tally.judge(stake.winner(), ended);
    }

    private RaceTally.Post post(
            HttpClient browser,
            InetAddress source,
            URI to,
            Person person,
            String form,
            CyclicBarrier start)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(to)
                        .header("Content-Type", "application/json")
                        .timeout(ANSWER_MAX)
                        .POST(BodyPublishers.ofString(form));
        people.departures()
                .forwardedFor(source)
                .ifPresent(who -> request.header(Departures.FORWARDED_FOR, who));
        long sent = 0;
        try {
            start.await();
            people.departures().check();
            sent = System.nanoTime();
            HttpResponse<String> response =
                    browser.send(
                            request.build(),
                            BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX));
            int status = response.statusCode();
            Matcher receipt = RECEIPT.matcher(response.body());
            boolean accepted = status >= 200 && status < 300 && receipt.find();
            return new RaceTally.Post(
                    person,
                    form,
                    sent,
                    status,
                    Problem.label(status, response.body()),
                    accepted ? receipt.group(1) : "");
        } catch (IOException e) {
            return new RaceTally.Post(person, form, sent, 0, "", "");
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException("nobody leaves a race before its start", e);
        }
    }

    private HttpClient browser(InetAddress source, ExecutorService threads) {
        return Http.client(ANSWER_MAX)
                .localAddress(people.departures().from(source))
                .executor(threads)
                .build();
    }
}
