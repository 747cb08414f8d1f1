package org.rempart.loadtests.watcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

final class PhasesTest {
    private static final int WATCHERS = 1_000;

    private static final long PERIOD = 10_000_000_000L;

    @Test
    void eachComesOnceInEveryPeriodAtAMomentOfItsOwn() {
        Phases phases = new Phases(WATCHERS, PERIOD, 0, 1);
        Map<Integer, Long> first = new HashMap<>();
        long before = 0;
        for (int i = 0; i < 3 * WATCHERS; i++, phases.advance()) {
            long due = phases.dueNanos();
            assertThat(due).isGreaterThanOrEqualTo(before);
            before = due;
            Long earlier = first.putIfAbsent(phases.watcher(), due);
            if (earlier != null) {
                assertThat((due - earlier) % PERIOD).isZero();
            }
        }
        assertThat(first).hasSize(WATCHERS);
        assertThat(before).isBetween(2 * PERIOD, 3 * PERIOD);
    }

    @Test
    void theyJoinOneAfterAnother() {
        Phases phases = new Phases(WATCHERS, PERIOD / 10, PERIOD, 1);
        int[] inPeriod = new int[11];
        for (; phases.dueNanos() < PERIOD * 11 / 10; phases.advance()) {
            inPeriod[(int) (phases.dueNanos() * 10 / PERIOD)]++;
        }

        assertThat(inPeriod[0]).isBetween(20, 80);
        assertThat(inPeriod[4]).isBetween(400, 500);
        assertThat(inPeriod[10]).isEqualTo(WATCHERS);
    }

    @Test
    void theSameSeedHasThemComeAtTheSameMoments() {
        Set<Long> dues = new HashSet<>();
        for (int seed : new int[] {1, 1, 2}) {
            Phases phases = new Phases(WATCHERS, PERIOD, 0, seed);
            dues.add(phases.dueNanos());
        }

        assertThat(dues).hasSize(2);
    }
}
