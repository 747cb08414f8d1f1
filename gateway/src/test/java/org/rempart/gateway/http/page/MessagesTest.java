package org.rempart.gateway.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

final class MessagesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(properties(Language.FR).stringPropertyNames())
                .isEqualTo(properties(Language.EN).stringPropertyNames());
    }

    @Test
    void bothLanguagesHaveTheSamePlaceholders() throws IOException {
        Properties english = properties(Language.EN);
        Properties french = properties(Language.FR);

        for (String key : english.stringPropertyNames()) {
            assertThat(placeholders(french.getProperty(key)))
                    .as(key)
                    .isEqualTo(placeholders(english.getProperty(key)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noTextIsEmpty(Language language) throws IOException {
        assertThat(properties(language).values()).noneMatch(text -> text.toString().isBlank());
    }

    @Test
    void noFrenchTextIsTheEnglishOneForgotten() throws IOException {
        Properties english = properties(Language.EN);
        Properties french = properties(Language.FR);

        assertThat(english.stringPropertyNames())
                .filteredOn(key -> french.getProperty(key).equals(english.getProperty(key)))
                .containsExactlyInAnyOrder("count.one", "count.other");
    }

    @Test
    void numbersAndDaysFollowTheLanguage() {
        Instant day = Instant.parse("2026-12-03T23:59:59Z");
        Messages english = new Messages(Language.EN);
        Messages french = new Messages(Language.FR);

        assertThat(english.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(french.number(1_234_567)).isEqualTo("1\u202f234\u202f567");
        assertThat(english.date(day)).isEqualTo("December 3, 2026");
        assertThat(french.date(day)).isEqualTo("3 décembre 2026");
    }

    @Test
    void noneIsPluralInEnglishAndSingularInFrench() {
        assertThat(Language.EN.takesSingular(0)).isFalse();
        assertThat(Language.EN.takesSingular(1)).isTrue();
        assertThat(Language.EN.takesSingular(2)).isFalse();
        assertThat(Language.FR.takesSingular(0)).isTrue();
        assertThat(Language.FR.takesSingular(1)).isTrue();
        assertThat(Language.FR.takesSingular(2)).isFalse();
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties properties(Language language) throws IOException {
        String file = "messages_" + language.tag() + ".properties";
        Properties properties = new Properties();
        try (Reader reader =
                new InputStreamReader(
                        Objects.requireNonNull(MessagesTest.class.getResourceAsStream(file)),
                        StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
