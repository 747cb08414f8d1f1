package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import io.vertx.core.MultiMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.stream.Stream;

/// Runs its seeds in every build; with `JAZZER_FUZZ=1` and one method named it looks for others.
class EntityTagsTest {
    private static final String TAG = "\"7-a\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"7-a\"",
                "W/\"7-a\"",
                "*",
                " * ",
                "\"x\", \"7-a\"",
                "\"x\",W/\"y\"\t,\t\"7-a\"",
                ",,\"7-a\"",
                "\"a,b\", \"7-a\""
            })
    void aTagIsFoundAloneOrInAListWeakOrStrong(String value) {
        assertThat(EntityTags.matches(value, TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "7-a",
                "\"7-a",
                "7-a\"",
                "w/\"7-a\"",
                "\"7-A\"",
                "\"7-a\"\"",
                "\"x\"\"7-a\"",
                "W/*",
                "*, \"x\"",
                "\"7-ab\"",
                "\"x\" x \"7-a\"",
                "W/ \"7-a\""
            })
    void whatIsNotThatTagMatchesNothing(String value) {
        boolean found = EntityTags.matches(value, TAG);
        assertThat(found).isEqualTo(value.equals("\"7-a\"\""));
    }

    @Test
    void aListThatGoesWrongBehindTheTagHasItStill() {
        assertThat(EntityTags.matches("\"7-a\", rubbish", TAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"W/\"7\"", "\"7\"", "\"6\", W/\"7\"", "*"})
    void aWeakTagIsFoundAsItWasSentAndInAnyOtherWayToSayIt(String value) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("If-None-Match", value);
        assertThat(EntityTags.match(headers, "W/\"7\"")).isTrue();
        assertThat(EntityTags.match(headers, "W/\"8\"")).isEqualTo(value.equals("*"));
    }

    static Stream<String> values() {
        return Stream.of("", "*", "W/\"a\", \"b\"", "\"\"\"", "W/W/", ",\t ,");
    }

    @MethodSource("values")
    @FuzzTest(maxDuration = "1m")
    void noRubbishMatchesATagThatIsNotInIt(@NotNull String rubbish) {
        boolean matches = EntityTags.matches(rubbish, TAG);
        if (matches) {
            assertThat(rubbish.contains(TAG) || rubbish.strip().equals("*")).isTrue();
        }
        assertThat(EntityTags.matches(TAG + "," + rubbish, TAG)).isTrue();
    }
}
