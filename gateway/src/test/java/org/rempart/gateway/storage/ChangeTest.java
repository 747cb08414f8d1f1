package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

class ChangeTest {
    /// PostgreSQL manual, NOTIFY: "it must be specified as a simple string literal … shorter than
    /// 8000 bytes".
    private static final int PAYLOAD_BYTES_MAX = 7_999;

    @Test
    void whatIsToldIsHeard() {
        for (Change change :
                new Change[] {
                    new Change.Counts(Set.of(1L, 22L)),
                    new Change.Petitions(),
                    new Change.Everything()
                }) {
            assertThat(Change.of(change.payload())).isEqualTo(change);
        }
    }

    @Test
    void manyPetitionsStillFitAndMoreAreEverything() {
        assertThat(counts(Change.COUNTS_IN_PAYLOAD_MAX).payload().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(PAYLOAD_BYTES_MAX);
        assertThat(Change.of(counts(Change.COUNTS_IN_PAYLOAD_MAX).payload()))
                .isInstanceOf(Change.Counts.class);
        assertThat(counts(Change.COUNTS_IN_PAYLOAD_MAX + 1).payload()).isEqualTo("everything");
    }

    private static Change counts(int petitions) {
        return new Change.Counts(
                LongStream.range(0, petitions)
                        .mapToObj(i -> Long.MAX_VALUE - i)
                        .collect(Collectors.toSet()));
    }

    @Test
    void whatIsNotUnderstoodMayMeanAnything() {
        assertThat(Change.of("counts 1 x")).isEqualTo(new Change.Everything());
        assertThat(Change.of("counts ")).isEqualTo(new Change.Everything());
        assertThat(Change.of("")).isEqualTo(new Change.Everything());
        assertThat(Change.of("of a newer gateway")).isEqualTo(new Change.Everything());
    }
}
