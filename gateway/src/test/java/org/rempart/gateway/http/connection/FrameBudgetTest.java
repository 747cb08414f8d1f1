package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.TimeUnit;

class FrameBudgetTest {
    private static final long START_NANOS = Long.MAX_VALUE - 5;

    private final FrameBudget frames = new FrameBudget(START_NANOS);

    private int spent(long nowNanos) {
        int spent = 0;
        while (frames.spend(nowNanos)) {
            spent++;
        }
        return spent;
    }

    @Test
    void aBurstIsGrantedAndNoMore() {
        assertThat(spent(START_NANOS)).isEqualTo(1_000);
    }

    @Test
    void aHundredComeBackEachSecond() {
        spent(START_NANOS);
        assertThat(spent(START_NANOS + TimeUnit.SECONDS.toNanos(1))).isEqualTo(100);
    }

    @Test
    void restSavesUpNoMoreThanABurst() {
        spent(START_NANOS);
        assertThat(spent(START_NANOS + TimeUnit.HOURS.toNanos(1))).isEqualTo(1_000);
    }
}
