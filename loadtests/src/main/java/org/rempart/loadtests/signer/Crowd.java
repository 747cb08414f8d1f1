package org.rempart.loadtests.signer;

import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.Latency;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.SignersBySecond;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Genuine signers in an open model: they come when they meant to ([Arrivals]), however slow the
/// gateway is, and what they waited for is counted from that moment. So no slow answer hides the
/// ones that would have been slow behind it (Gil Tene, "How NOT to Measure Latency": coordinated
/// omission).
public final class Crowd {
    /// Visits at once; beyond it the generator would measure itself.
    private static final int VISITS_MAX = 4_000;

    /// How long the last ones may take to finish after the last one came.
    public static final Duration GRACE = Duration.ofSeconds(40);

    private final Audience audience;
    private final People people;
    private final Solvers solvers;
    private final Ledger ledger;
    private final SignersBySecond bySecond;
    private final RandomGenerator random;

    private final Latency waited = new Latency();
    private final Latency page = new Latency();
    private final Latency challenge = new Latency();
    private final Latency post = new Latency();
    private final Latency solve = new Latency();
    private final Latency lateness = new Latency();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final ConcurrentHashMap<String, LongAdder> gaveUp = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, LongAdder> again = new ConcurrentHashMap<>();

    /// @param bySecond gets what each visit came to, when it ends
    /// @param random used by the calling thread of [#come] only
    public Crowd(
            Audience audience,
            People people,
            Solvers solvers,
            Ledger ledger,
            SignersBySecond bySecond,
            RandomGenerator random) {
        this.audience = audience;
        this.people = people;
        this.solvers = solvers;
        this.ledger = ledger;
        this.bySecond = bySecond;
        this.random = random;
    }

    /// Lets them come at one rate, and returns when the last one has left. Takes at most `during`
    /// and [#GRACE], and the answer to a request begun before that.
    ///
    /// @param rate signers a second
    public SignerFigures come(double rate, Duration during) throws InterruptedException {
        return come(Arrivals.steady(rate, during));
    }

    /// The same, and the last one comes as soon as `more` says that no more are needed.
    public SignerFigures come(double rate, Duration longest, BooleanSupplier more)
            throws InterruptedException {
        return come(Arrivals.steady(rate, longest), more);
    }

    /// Lets them come as planned.
    public SignerFigures come(Arrivals arrivals) throws InterruptedException {
        return come(arrivals, () -> true);
    }

    private SignerFigures come(Arrivals arrivals, BooleanSupplier more)
            throws InterruptedException {
        long start = System.nanoTime();
        long deadline = start + arrivals.lasts().plus(GRACE).toNanos();
        long due = 0;
        Semaphore room = new Semaphore(VISITS_MAX);
        Arrivals.Course course = arrivals.course(random);
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService visits = Executors.newVirtualThreadPerTaskExecutor()) {
            OptionalLong next = course.next();
            while (next.isPresent() && more.getAsBoolean()) {
                long intended = start + next.getAsLong();
                sleepUntil(intended);
                due++;
                if (room.tryAcquire()) {
                    Person person = people.next();
                    Duration think = think();
                    visits.execute(() -> {
                        try {
                            visit(person, think, intended, deadline, connections);
                        } finally {
                            room.release();
                        }
                    });
                } else {
                    dropped.increment();
                }
                next = course.next();
            }
            visits.shutdown();
            visits.awaitTermination(GRACE.toNanos() * 2, TimeUnit.NANOSECONDS);
        }
        return figures(due);
    }

    private void visit(
            Person person,
            Duration think,
            long intended,
            long deadline,
            ExecutorService connections) {
        lateness.record(System.nanoTime() - intended);
        try (Browser browser =
                new Browser(
                        SourceAddresses.ofPerson(person.number()),
                        audience.doors().of(person.number()),
                        connections,
                        people.departures())) {
            Visit visit =
                    new Visit(
                            browser,
                            solvers,
                            audience.patience(),
                            deadline,
                            audience.posts(),
                            audience.prices());
            Outcome outcome = visit.sign(person, think);
            record(person, outcome, visit.watch(), intended, System.nanoTime());
            if (outcome instanceof Outcome.Acknowledged && audience.postsAgain(person.number())) {
                again(person, visit.postAgain());
            }
        } catch (InterruptedException e) {
            dropped.increment();
        }
    }

    private void record(
            Person person, Outcome outcome, Stopwatch watch, long intended, long ended) {
        waits.add(watch.waits);
        page.record(watch.page);
        switch (outcome) {
            case Outcome.Acknowledged(String receipt, int status) -> {
                ledger.acknowledged(
                        new Acknowledgement(person.number(), receipt, person.country(), status));
                acknowledged.increment();
                challenge.record(watch.challenge);
                solve.record(watch.solve);
                post.record(watch.post);
                long nanos = ended - intended - watch.think - watch.solve;
                waited.record(nanos);
                bySecond.gotThrough(ended, nanos);
            }
            case Outcome.Unanswered(String last) -> {
                ledger.unanswered(person.country());
                count(last, ended);
            }
            case Outcome.GaveUp(String last) -> count(last, ended);
            case Outcome.Dropped _ -> dropped.increment();
        }
    }

    /// The same signature, and so the same receipt: another one would stand for a row that is not
    /// there.
    private void again(Person person, Outcome outcome) {
        String answer =
                switch (outcome) {
                    case Outcome.Acknowledged(String receipt, int status) -> {
                        ledger.acknowledged(
                                new Acknowledgement(
                                        person.number(), receipt, person.country(), status));
                        yield Integer.toString(status);
                    }
                    case Outcome.Unanswered(String last) -> last.replace("post: ", "");
                    case Outcome.GaveUp(String last) -> last.replace("post: ", "");
                    case Outcome.Dropped _ -> "dropped";
                };
        again.computeIfAbsent(answer, _ -> new LongAdder()).increment();
    }

    private void count(String last, long ended) {
        bySecond.gaveUp(ended);
        gaveUp.computeIfAbsent(last, _ -> new LongAdder()).increment();
    }

    private static Map<String, Long> counts(Map<String, LongAdder> adders) {
        Map<String, Long> counts = new HashMap<>();
        adders.forEach((answer, count) -> counts.put(answer, count.sum()));
        return counts;
    }

    private SignerFigures figures(long due) {
        return new SignerFigures(
                due,
                dropped.sum(),
                acknowledged.sum(),
                waits.sum(),
                counts(gaveUp),
                counts(again),
                waited.percentiles(),
                page.percentiles(),
                challenge.percentiles(),
                post.percentiles(),
                solve.percentiles(),
                lateness.percentiles());
    }

    private Duration think() {
        return Duration.ofNanos(
                random.nextLong(
                        audience.patience().thinkMin().toNanos(),
                        audience.patience().thinkMax().toNanos() + 1));
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
