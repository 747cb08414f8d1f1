package org.rempart.loadtests.worker;

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
    private final Runnable sends;

    Exchange(SharedPace pace, Tally tally) {
        this(pace, tally, () -> {});
    }

    /// @param sends is told of every request in the moment it goes out
    Exchange(SharedPace pace, Tally tally, Runnable sends) {
        this.pace = pace;
        this.tally = tally;
        this.sends = sends;
    }

    /// Empty when there was no answer. Blocks.
    ///
    /// @param what its name in the tally
    Optional<Reply> send(String what, Request request) {
        pace.await();
        sends.run();
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
}
