package org.rempart.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.junit.jupiter.params.provider.MethodSource;

import java.util.Locale;
import java.util.stream.Stream;

/// Runs its seeds in every build; with `JAZZER_FUZZ=1` and one method named it looks for others.
class MediaTypeFuzzTest {
    static Stream<String> types() {
        return Stream.of(
                "",
                "application/json",
                " APPLICATION/JSON ; charset=\"UTF-8\";;a=b",
                "application/x-www-form-urlencoded;charset=utf-8;charset=utf-8",
                "application/json;" + ";=\"\\\"".repeat(50));
    }

    @MethodSource("types")
    @FuzzTest(maxDuration = "1m")
    void whatIsTakenNamesItsTypeFirstAndNoOtherCharset(@NotNull String rubbish) {
        MediaType type = MediaType.of(rubbish);
        if (type != MediaType.UNSUPPORTED) {
            assertThat(rubbish.trim().toLowerCase(Locale.ROOT))
                    .startsWith(
                            type == MediaType.JSON
                                    ? "application/json"
                                    : "application/x-www-form-urlencoded");
        }
        assertThat(MediaType.of("application/json;charset=latin1;" + rubbish))
                .isEqualTo(MediaType.UNSUPPORTED);
    }
}
