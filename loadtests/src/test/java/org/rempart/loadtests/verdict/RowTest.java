package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

final class RowTest {
    @Test
    void onlyCountedRowsOfASourceAreCountedForIt() {
        List<Row> rows =
                List.of(
                        new Row("a", "counted", "FR", Instant.EPOCH),
                        new Row("b", "held", "FR", Instant.EPOCH),
                        new Row("c", "counted", "FR", Instant.EPOCH),
                        new Row("d", "counted", "FR", Instant.EPOCH),
                        new Row("of a signer", "counted", "FR", Instant.EPOCH));

        assertThat(Row.mostCounted(Map.of("a", 1, "b", 1, "c", 2, "d", 2), rows)).isEqualTo(2);
        assertThat(Row.mostCounted(Map.of("a", 1, "b", 1), rows)).isEqualTo(1);
        assertThat(Row.mostCounted(Map.of(), rows)).isZero();
    }
}
