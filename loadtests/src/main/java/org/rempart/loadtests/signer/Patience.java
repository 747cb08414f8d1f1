package org.rempart.loadtests.signer;

import java.time.Duration;

/// How a signer behaves between requests.
///
/// @param tries how often one request is made, at most
/// @param waitMax longest wait before a request is made again, whatever the gateway asks for
/// @param thinkMin shortest time between the page and the post
/// @param thinkMax longest time between the page and the post
public record Patience(int tries, Duration waitMax, Duration thinkMin, Duration thinkMax) {
    /// The wait when the gateway names none; twice as long after each further try.
    static final Duration WAIT_DEFAULT = Duration.ofSeconds(1);

    /// A page that tries on for a minute or so. People think for longer than this; a short run
    /// needs their number at once, not their pauses.
    public static final Patience OF_THE_PAGE =
            new Patience(
                    8, Duration.ofSeconds(15), Duration.ofMillis(200), Duration.ofMillis(1200));

    /// A page whose gateway is away for seconds at a time: it tries each request for half a minute.
    public static final Patience THROUGH_CRASHES =
            new Patience(
                    10, Duration.ofSeconds(4), Duration.ofMillis(200), Duration.ofMillis(1200));

    /// The wait before the next try.
    ///
    /// @param asked what the gateway asked for; zero when it did not
    /// @param attempt which try has just failed, from 1
    Duration before(Duration asked, int attempt) {
        Duration wait = asked.isZero() ? WAIT_DEFAULT.multipliedBy(1L << (attempt - 1)) : asked;
        return wait.compareTo(waitMax) > 0 ? waitMax : wait;
    }
}
