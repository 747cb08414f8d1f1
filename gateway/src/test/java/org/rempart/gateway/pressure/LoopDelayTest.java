package org.rempart.gateway.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

class LoopDelayTest {
    private long nowMs = 1_000;
    private final LoopDelays delays = new LoopDelays(() -> TimeUnit.MILLISECONDS.toNanos(nowMs));
    private final LoopDelay delay = delays.add();

    private void probes(int count, long lateMs) {
        for (int i = 0; i < count; i++) {
            nowMs += LoopDelay.PROBE_INTERVAL_MS + lateMs;
            delay.probed();
        }
    }

    private long worstMs() {
        return TimeUnit.NANOSECONDS.toMillis(delays.worstNanos());
    }

    @Test
    void aLoopThatIsOnTimeHasNoDelay() {
        probes(100, 0);
        assertThat(worstMs()).isZero();
    }

    @Test
    void theStandingDelayIsTheMeanOfAnInterval() {
        probes(20, 7);
        assertThat(worstMs()).isEqualTo(7);
        probes(20, 0);
        assertThat(worstMs()).isZero();
    }

    @Test
    void oneLongTaskCountsForAnIntervalOnly() {
        probes(10, 0);
        probes(1, 60);
        probes(20, 0);
        assertThat(worstMs()).isZero();
    }

    @Test
    void aLoopThatHangsIsAsLateAsItHasHungSoFar() {
        probes(10, 0);
        nowMs += 3_000;
        assertThat(worstMs()).isEqualTo(3_000 - LoopDelay.PROBE_INTERVAL_MS);
    }

    @Test
    void theLatestLoopIsTheOneThatCountsUntilItEnds() {
        LoopDelay other = delays.add();
        probes(20, 7);
        assertThat(worstMs()).isGreaterThan(7);
        delays.remove(other);
        assertThat(worstMs()).isEqualTo(7);
    }
}
