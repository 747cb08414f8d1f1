package org.rempart.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.settings.Key;
import org.rempart.gateway.settings.Keys;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the README tells operators is what there is.
class ReadmeIT {
    private static final Path README = Path.of("../README.md");
    private static final Pattern METRIC = Pattern.compile("(?m)^# HELP (rempart_\\w+)");
    private static final Pattern TOLD = Pattern.compile("(?m)^\\| `(rempart_\\w+)");

    @Test
    void everySettingIsToldWithItsDefault() throws IOException {
        String readme = Files.readString(README);
        for (Key<?> key : Keys.ALL) {
            assertThat(readme).contains("`" + key.name() + "`");
            String byDefault = key.byDefault();
            if (byDefault != null && !byDefault.isEmpty()) {
                assertThat(readme.lines())
                        .anyMatch(line ->
                                line.startsWith("|")
                                        && line.contains("`" + key.name() + "`")
                                        && line.contains(byDefault));
            }
        }
    }

    @Test
    void everyMetricIsToldAndNoOther() throws IOException {
        Set<String> told = names(TOLD, Files.readString(README));
        try (RunningGateway gateway = RunningGateway.on(TestDatabase.create())) {
            gateway.client().signAs("demo", 1);
            String metrics = gateway.client().operatorAsStranger("/metrics").response().body();
            Set<String> there = names(METRIC, metrics);
            there.removeIf(name -> name.endsWith("_max"));
            assertThat(there).isEqualTo(told);
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
