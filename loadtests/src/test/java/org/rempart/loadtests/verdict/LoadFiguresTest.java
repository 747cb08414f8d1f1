package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

final class LoadFiguresTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static Row row(int second) {
        return new Row("receipt", Row.COUNTED, "FR", NOON.plusSeconds(second));
    }

    private static LoadFigures.Span span(int firstRow, int lastRow) {
        return LoadFigures.of(NOON, NOON.plusSeconds(40), List.of(row(lastRow), row(firstRow)))
                .span();
    }

    /// From noon to 40 s later by the generator's clock; rows by the database's.
    @ParameterizedTest
    @CsvSource({
        "0, 40, 0",
        "3, 30, 0",
        "-5, 30, -5",
        "3, 41, 1",
        "3600, 3630, 3590",
        "-3600, -3570, -3600"
    })
    void rowsCorrectAClockByAsMuchAsTheyProve(int firstRow, int lastRow, int corrected) {
        LoadFigures.Span span = span(firstRow, lastRow);

        assertThat(span.from()).isEqualTo(NOON.plusSeconds(corrected));
        assertThat(span.lasts()).hasSeconds(40);
    }

    @Test
    void withoutRowsTheGeneratorsClockIsAllThereIs() {
        LoadFigures load = LoadFigures.of(NOON, NOON.plusSeconds(40), List.of());

        assertThat(load.span()).isEqualTo(new LoadFigures.Span(NOON, NOON.plusSeconds(40)));
        assertThat(load.firstRow()).isEmpty();
    }
}
