package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;

final class MeetingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static Meeting at(String moment) {
        return Meeting.of(Given.of("rehearsal.run=a", "rehearsal.meet=" + moment), true);
    }

    @Test
    void whoHasNoMomentBeginsAtOnce() {
        Meeting meeting = Meeting.of(Given.of(), false);

        meeting.check(NOW);
        assertThat(meeting.ahead(NOW)).isZero();
    }

    @Test
    void theMomentIsWaitedForAndNoLonger() {
        Meeting meeting = at("2026-11-23T08:01:00Z");

        assertThat(meeting.ahead(NOW)).isEqualTo(Duration.ofMinutes(1));
        assertThat(meeting.ahead(NOW.plusSeconds(60))).isZero();
        assertThat(meeting.ahead(NOW.plusSeconds(61))).isZero();
    }

    @Test
    void itMayBeHalfAnHourAheadAndNotInThePast() {
        assertThatCode(() -> at("2026-11-23T08:30:00Z").check(NOW)).doesNotThrowAnyException();
        assertThatThrownBy(() -> at("2026-11-23T08:30:00.001Z").check(NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 30 minutes ahead");
        assertThatCode(() -> at("2026-11-23T08:00:00.001Z").check(NOW)).doesNotThrowAnyException();
        assertThatThrownBy(() -> at("2026-11-23T08:00:00Z").check(NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rehearsal.meet was 2026-11-23T08:00:00Z, and it is " + NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08:00", "tomorrow", "2026-11-23", "2026-11-23T25:00:00Z"})
    void whatIsNoMomentIsNamed(String moment) {
        assertThatThrownBy(() -> at(moment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rehearsal.meet has to be a moment like");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-a", "a b", "../a", "<b>", "a/b"})
    void aRunHasAPlainName(String run) {
        assertThatThrownBy(() -> Meeting.of(Given.of("rehearsal.run=" + run), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rehearsal.run has to be a name");
    }

    @Test
    void aNameMayHave64Letters() {
        assertThat(Meeting.of(Given.of("rehearsal.run=" + "a".repeat(64)), true).run()).hasSize(64);
        assertThatThrownBy(() -> Meeting.of(Given.of("rehearsal.run=" + "a".repeat(65)), true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
