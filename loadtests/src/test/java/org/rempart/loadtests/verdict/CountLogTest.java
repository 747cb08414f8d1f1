package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

final class CountLogTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final CountLog log = new CountLog();
    private final List<Row> rows = new ArrayList<>();

    @Test
    void aCountThatOnlyRisesWithItsRowsIsInOrder() {
        rows(0, 1_000, 2_000);
        log.read(at(500), 1);
        log.event(at(500), 1);
        log.document(1, 1);
        log.read(at(1_000), 2);
        log.event(at(2_500), 3);
        log.read(at(2_500), 3);

        assertThat(figures()).isEqualTo(new WatchFigures(4, 2, 0, 0, 0, 0, 3, 3));
        assertThat(log.endsAt(3)).isTrue();
    }

    @Test
    void aCountThatGoesDownIsFound() {
        log.read(at(0), 5);
        log.read(at(10), 4);

        assertThat(figures().falls()).isEqualTo(1);
    }

    @Test
    void aStreamThatGoesDownIsFound() {
        log.event(at(0), 5);
        log.event(at(10), 4);

        assertThat(figures().falls()).isEqualTo(1);
    }

    @Test
    void aCountWithItsBreakdownThatGoesDownIsFound() {
        log.document(5, 5);
        log.document(4, 4);

        assertThat(figures().falls()).isEqualTo(1);
    }

    @Test
    void aStreamBehindTheCountOfAnEarlierMomentIsFound() {
        log.read(at(0), 5);
        log.event(at(10), 4);

        assertThat(figures().falls()).isEqualTo(1);
    }

    @Test
    void anOlderCountThatComesLaterIsNoFall() {
        log.read(at(10), 5);
        log.event(at(0), 4);

        assertThat(figures().falls()).isZero();
    }

    @Test
    void anOlderCountThatIsHigherThanALaterOneIsFound() {
        log.read(at(10), 5);
        log.event(at(0), 6);

        assertThat(figures().falls()).isEqualTo(1);
    }

    @Test
    void twoCountsOfOneMomentContradictEachOther() {
        log.read(at(0), 5);
        log.event(at(0), 6);

        assertThat(figures().contradictions()).isEqualTo(1);
    }

    @Test
    void countriesThatDoNotAddUpAreFound() {
        log.document(5, 4);
        log.document(5, 5);

        assertThat(figures().unbalanced()).isEqualTo(1);
    }

    @Test
    void aCountIsHeldAgainstTheRowsOfItsMomentAndATenthOfASecond() {
        rows(0, 1_100, 1_101);
        log.read(at(1_000), 2);
        assertThat(figures().ahead()).isZero();

        log.read(at(1_000 - 1), 2);
        assertThat(figures().ahead()).isEqualTo(1);
    }

    @Test
    void aRowOneMicrosecondLaterIsTooLate() {
        rows(0);
        rows.add(new Row("late", "counted", "FR", at(1_100).plusNanos(1_000)));
        log.read(at(1_000), 2);

        assertThat(figures().ahead()).isEqualTo(1);
    }

    @Test
    void rowsThatAreNotCountedDoNotMakeACount() {
        rows.add(new Row("held", "held", "FR", at(0)));
        log.read(at(1_000), 1);

        assertThat(figures().ahead()).isEqualTo(1);
    }

    @Test
    void aBreakdownOfMoreThanAllRowsIsAhead() {
        rows(0);
        log.document(2, 2);

        assertThat(figures().ahead()).isEqualTo(1);
    }

    @Test
    void itEndsWhereBothEnd() {
        log.read(at(0), 5);
        assertThat(log.endsAt(5)).isFalse();

        log.event(at(0), 5);
        assertThat(log.endsAt(5)).isTrue();
        assertThat(log.endsAt(4)).isFalse();
    }

    @Test
    void aFullLogStillFindsACountThatGoesDown() {
        CountLog small = new CountLog(1);
        small.read(at(0), 5);
        small.read(at(1_000), 7);
        small.read(at(2_000), 6);

        assertThat(small.figures(rows).falls()).isEqualTo(1);
    }

    private WatchFigures figures() {
        return log.figures(rows);
    }

    private void rows(long... ms) {
        for (long at : ms) {
            rows.add(new Row("r" + rows.size(), "counted", "FR", at(at)));
        }
    }

    private static Instant at(long ms) {
        return NOON.plusMillis(ms);
    }
}
