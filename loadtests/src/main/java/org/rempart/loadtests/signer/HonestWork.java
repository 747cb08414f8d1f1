package org.rempart.loadtests.signer;

import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.Ledger;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Honest work for those who are about to misuse it: challenges taken, solved or spent on a
/// signature, each from another of their addresses. A signature spent here is a true one and is
/// written into the ledger. Blocks.
public final class HonestWork {
    /// Work that has bought a signature.
    ///
    /// @param form the body that was posted
    /// @param altcha the work in it
    /// @param receipt the answer to it
    /// @param expiresS when the work expires, in seconds since 1970
    public record Spent(String form, String altcha, String receipt, long expiresS) {}

    /// Work that is right and was never posted.
    ///
    /// @param altcha the encoded solution
    /// @param expiresS when it expires, in seconds since 1970
    public record Unspent(String altcha, long expiresS) {}

    /// All of it together: a source gets its answers in milliseconds, or the gateway is in no state
    /// to be rehearsed.
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final String petition;
    private final List<InetAddress> sources;
    private final People people;
    private final Solvers solvers;
    private final Ledger ledger;

    /// @param petition address of the petition's page
    /// @param sources where to come from, in turn
    public HonestWork(
            String petition,
            List<InetAddress> sources,
            People people,
            Solvers solvers,
            Ledger ledger) {
        this.petition = petition;
        this.sources = List.copyOf(sources);
        this.people = people;
        this.solvers = solvers;
        this.ledger = ledger;
    }

    /// Signs, and keeps what was posted.
    public List<Spent> sign(int count) throws InterruptedException {
        List<Spent> all = new ArrayList<>();
        each(
                count,
                visit -> {
                    Person person = people.next();
                    if (visit.prepare(person)
                            instanceof Prepared.Form(String body, Solution work)) {
                        switch (visit.post(body, System.nanoTime())) {
                            case Outcome.Acknowledged(String receipt, int status) -> {
                                ledger.acknowledged(
                                        new Acknowledgement(
                                                person.number(),
                                                receipt,
                                                person.country(),
                                                status));
                                work.challenge()
                                        .expires()
                                        .ifPresent(expires ->
                                                all.add(
                                                        new Spent(
                                                                body,
                                                                work.encoded(),
                                                                receipt,
                                                                expires)));
                            }
                            case Outcome.Unanswered _ -> ledger.unanswered(person.country());
                            case Outcome.GaveUp _, Outcome.Dropped _ -> {}
                        }
                    }
                });
        return all;
    }

    /// Solves, and keeps the work to itself.
    public List<Unspent> solve(int count) throws InterruptedException {
        List<Unspent> all = new ArrayList<>();
        each(
                count,
                visit -> {
                    if (visit.prepare(people.next()) instanceof Prepared.Form(_, Solution work)) {
                        OptionalLong expires = work.challenge().expires();
                        if (expires.isPresent()) {
                            all.add(new Unspent(work.encoded(), expires.getAsLong()));
                        }
                    }
                });
        return all;
    }

    /// Takes challenges, and leaves them.
    public List<Challenge> take(int count) throws InterruptedException {
        List<Challenge> all = new ArrayList<>();
        each(count, visit -> visit.challenge().ifPresent(all::add));
        return all;
    }

    private interface Step {
        void with(Visit visit) throws InterruptedException;
    }

    private void each(int count, Step step) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                InetAddress source = sources.get(i % sources.size());
                try (Browser browser =
                        new Browser(source, List.of(petition), connections, people.departures())) {
                    step.with(
                            new Visit(
                                    browser,
                                    solvers,
                                    Patience.OF_THE_PAGE,
                                    deadline,
                                    PostWatch.NONE,
                                    PriceWatch.NONE));
                }
            }
        }
    }
}
