package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Arrivals.Segment;
import org.rempart.loadtests.signer.Arrivals.Spacing;

import java.time.Duration;
import java.util.List;

/// When workers forge.
public sealed interface Tempo {
    /// Historic rate of forged signatures, November 2020, of all sources together.
    double HISTORIC_RATE = 5;

    /// What the same 218 servers could have sent.
    double HUNDREDFOLD_RATE = 500;

    /// How long they go on; what waits for its answer then still gets it.
    Duration lasts();

    /// Without a rest, as fast as they are let.
    record FlatOut(Duration lasts) implements Tempo {}

    /// At a rate, whatever comes back. A worker that still waits is not there for the next one,
    /// which falls to another; what falls to nobody is late, and counted as such.
    ///
    /// @param forgeries when each begins to be made: its challenge is taken then, and it is posted
    ///   when that is solved
    /// @param seed of what chance decides
    record Due(Arrivals forgeries, long seed) implements Tempo {
        @Override
        public Duration lasts() {
            return forgeries.lasts();
        }
    }

    /// The first wave of November 2020, at its own rate and then at a hundred times that.
    ///
    /// @param historic how long at 5 a second
    /// @param hundredfold how long at 500 a second
    static Due wave(Duration historic, Duration hundredfold) {
        return new Due(
                new Arrivals(
                        List.of(
                                Segment.steady(HISTORIC_RATE, historic),
                                Segment.steady(HUNDREDFOLD_RATE, hundredfold)),
                        Spacing.EVEN),
                0);
    }
}
