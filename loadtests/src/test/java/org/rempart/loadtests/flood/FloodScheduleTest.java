package org.rempart.loadtests.flood;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FloodScheduleTest {
    @Test
    void usersRampUpAndThenHold() {
        FloodSchedule schedule = FloodSchedule.of(2_000, 3, 2);

        assertThat(schedule.usersEachSecond()).containsExactly(33, 100, 167, 200, 200);
        assertThat(schedule.users()).isEqualTo(700);
    }

    @Test
    void whatOneSecondLeavesOverComesInTheNext() {
        FloodSchedule schedule = FloodSchedule.of(15, 0, 4);

        assertThat(schedule.usersEachSecond()).containsExactly(1, 2, 1, 2);
    }

    @Test
    void usersAreDueEvenlyWithinTheirSecond() {
        FloodSchedule schedule = FloodSchedule.of(20, 0, 2);

        assertThat(schedule.dueNanos(0)).isZero();
        assertThat(schedule.dueNanos(1)).isEqualTo(500_000_000);
        assertThat(schedule.dueNanos(2)).isEqualTo(1_000_000_000);
        assertThat(schedule.dueNanos(4)).isEqualTo(2_000_000_000);
    }
}
