package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Departures;

import java.io.IOException;
import java.util.Optional;

/// Sends requests at a pace that all workers share, and counts what comes back. Safe for any number
/// of threads.
final class Exchange {
    interface Request {
        Reply send() throws IOException;
    }

    private final SharedPace pace;
    private final Tally tally;
    private final Departures departures;
    private final Runnable sends;

    Exchange(SharedPace pace, Tally tally, Departures departures) {
        this(pace, tally, departures, () -> {});
    }

    /// @param departures asked before each request
    /// @param sends is told of every request in the moment it goes out
    Exchange(SharedPace pace, Tally tally, Departures departures, Runnable sends) {
        this.departures = departures;
        this.pace = pace;
        this.tally = tally;
        this.sends = sends;
    }

    /// Empty when there was no answer. Blocks.
    ///
    /// @param what its name in the tally
    Optional<Reply> send(String what, Request request) {
        pace.await();
        try {
            departures.check();
            sends.run();
            tally.requests.increment();
            Reply reply = request.send();
            tally.answered(what, reply.label());
            return Optional.of(reply);
        } catch (IOException e) {
            tally.answered(what, "no answer: " + e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
