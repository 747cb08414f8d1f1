package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Set;

class RetryAfterTest {
    private static long said(long seconds) {
        return RetryAfter.seconds(RetryAfter.number(seconds));
    }

    @Test
    void aTimeOfTwoDigitsIsSaidAsItIs() {
        for (long seconds = 1; seconds < 100; seconds++) {
            assertThat(said(seconds)).isEqualTo(seconds);
        }
    }

    @Test
    void aLongerOneIsRoundedUp() {
        assertThat(said(100)).isEqualTo(100);
        assertThat(said(101)).isEqualTo(110);
        assertThat(said(991)).isEqualTo(1_000);
        assertThat(said(1_001)).isEqualTo(1_100);
        assertThat(said(86_400)).isEqualTo(87_000);
    }

    @Test
    void nobodyIsToldToComeTooSoonNorMuchTooLate() {
        Set<Integer> numbers = new HashSet<>();
        for (long seconds = 1; seconds <= RetryAfter.SECONDS_MAX; seconds++) {
            assertThat(said(seconds)).isBetween(seconds, seconds * 11 / 10);
            numbers.add(RetryAfter.number(seconds));
        }
        assertThat(numbers).allMatch(number -> number >= 0 && number < RetryAfter.NUMBERS);
    }

    @Test
    void whatIsOutOfRangeIsItsNearestEnd() {
        assertThat(said(Long.MIN_VALUE)).isEqualTo(1);
        assertThat(said(0)).isEqualTo(1);
        assertThat(said(RetryAfter.SECONDS_MAX + 1)).isEqualTo(RetryAfter.SECONDS_MAX);
        assertThat(said(Long.MAX_VALUE)).isEqualTo(RetryAfter.SECONDS_MAX);
    }
}
