package org.rempart.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.settings.DatabaseUrl.Host;

class DatabaseUrlTest {
    @Test
    void oneHostWithEverything() {
        DatabaseUrl url =
                DatabaseUrl.parse(
                        "postgresql://us%40er:p%2Fw+d@db.example:5433/name?sslmode=require");
        assertThat(url.hosts()).containsExactly(new Host("db.example", 5433));
        assertThat(url.user()).isEqualTo("us@er");
        assertThat(url.password()).isEqualTo("p/w+d");
        assertThat(url.name()).isEqualTo("name");
        assertThat(url.parameters()).containsEntry("sslmode", "require");
    }

    @Test
    void severalHostsAsLibpqTakesThem() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://u@one,two:5433,[fd00::1]:5434/d");
        assertThat(url.hosts())
                .containsExactly(
                        new Host("one", 5432), new Host("two", 5433), new Host("fd00::1", 5434));
        assertThat(url).hasToString("one:5432,two:5433,[fd00::1]:5434/d");
    }

    @Test
    void whoLogsInIsNotShown() {
        assertThat(DatabaseUrl.parse("postgresql://someone:secret@h/d"))
                .asString()
                .doesNotContain("someone", "secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "postgresql://",
                "postgresql://u:p@/d",
                "postgresql://u:p@h",
                "postgresql://u:p@h:99999/d",
                "postgresql://u:p@h:0/d",
                "postgresql://u:p@h,/d",
                "postgresql://u:p@h/d?unknown=1",
                "jdbc:postgresql://h/d"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("postgresql://user:password@host:port/name");
    }
}
