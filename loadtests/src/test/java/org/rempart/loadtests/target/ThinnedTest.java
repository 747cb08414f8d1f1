package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

final class ThinnedTest {
    private final Thinned<Integer> samples = new Thinned<>(4);

    @Test
    void asManyAsThereIsRoomForAllStay() {
        add(4);

        assertThat(samples.samples()).containsExactly(0, 1, 2, 3);
        assertThat(samples.stride()).isEqualTo(1);
    }

    @Test
    void forOneMoreEverySecondOneGoes() {
        add(5);

        assertThat(samples.samples()).containsExactly(0, 2, 4);
        assertThat(samples.stride()).isEqualTo(2);
    }

    @Test
    void anyNumberFitsAndTheFirstOneStays() {
        for (int i = 0; i < 1_000; i++) {
            if (i % samples.stride() == 0) {
                samples.add(i);
            }
            assertThat(samples.samples()).hasSizeLessThanOrEqualTo(4).startsWith(0);
        }
        assertThat(samples.samples()).containsExactly(0, 256, 512, 768);
    }

    private void add(int count) {
        IntStream.range(0, count).forEach(samples::add);
    }
}
