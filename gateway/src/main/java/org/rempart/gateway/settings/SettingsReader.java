package org.rempart.gateway.settings;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads the settings: a variable of the environment before the file, the file before the default.
public final class SettingsReader {
    /// Settings fit on a page; what is larger is another file named by mistake.
    private static final long FILE_BYTES_MAX = 64 * 1024;

    private record Found(String text, String from) {}

    private final Map<String, Found> found = new HashMap<>();

    private SettingsReader() {}

    /// Reads and checks all of them.
    ///
    /// @param file null when there is none
    /// @throws SettingsException with one sentence that names the key at fault
    public static Settings read(@Nullable Path file, Map<String, String> environment) {
        SettingsReader reader = new SettingsReader();
        if (file != null) {
            reader.takeFile(file);
        }
        reader.takeEnvironment(environment);
        return reader.settings();
    }

    private void takeFile(Path file) {
        Map<String, String> values = new TreeMap<>();
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new SettingsException(
                        file + " is larger than " + FILE_BYTES_MAX + " bytes: not a settings file");
            }
            Object document =
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            if (document instanceof Map<?, ?> map) {
                flatten("", map, values, file);
            } else if (document != null) {
                throw new SettingsException(file + " does not hold keys and values");
            }
        } catch (IOException e) {
            throw new SettingsException("cannot read the settings file " + file);
        } catch (YamlEngineException e) {
            throw new SettingsException(
                    file
                            + " is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        Map<String, Key<?>> known =
                Keys.ALL.stream().collect(Collectors.toMap(Key::name, key -> key));
        values.forEach((name, text) -> {
            if (!known.containsKey(name)) {
                throw new SettingsException("unknown key " + name + " in " + file);
            }
            found.put(name, new Found(text, file.toString()));
        });
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, String> into, Path file) {
        map.forEach((key, value) -> {
            String name = prefix + key;
            switch (value) {
                case null -> into.put(name, "");
                case Map<?, ?> inner -> flatten(name + ".", inner, into, file);
                case List<?> list ->
                        into.put(
                                name,
                                list.stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")));
                default -> {
                    if (into.put(name, value.toString()) != null) {
                        throw new SettingsException("the key " + name + " stands twice in " + file);
                    }
                }
            }
        });
    }

    /// A variable that begins like a section of ours and names no setting is a mistake; others that
    /// begin with `REMPART_` (a platform's own) are left alone.
    private void takeEnvironment(Map<String, String> environment) {
        Map<String, Key<?>> byVariable =
                Keys.ALL.stream().collect(Collectors.toMap(Key::variable, key -> key));
        List<String> sections =
                Keys.ALL.stream()
                        .map(key -> key.variable().replaceFirst("(REMPART_[A-Z]+_).*", "$1"))
                        .distinct()
                        .toList();
        new TreeMap<>(environment)
                .forEach((variable, text) -> {
                    Key<?> key = byVariable.get(variable);
                    if (key != null) {
                        found.put(key.name(), new Found(text, variable));
                    } else if (sections.stream().anyMatch(variable::startsWith)) {
                        throw new SettingsException(
                                "unknown setting " + variable + " in the environment");
                    }
                });
    }

    private Settings settings() {
        Path certificate = optional(Keys.HTTP_TLS_CERTIFICATE);
        Path key = optional(Keys.HTTP_TLS_KEY);
        if ((certificate == null) != (key == null)) {
            throw new SettingsException(
                    "http.tls.certificate and http.tls.key are set together or not at all");
        }
        Settings settings =
                new Settings(
                        new Settings.Http(
                                required(Keys.HTTP_HOST),
                                whole(Keys.HTTP_PORT),
                                certificate == null || key == null
                                        ? null
                                        : new Settings.Tls(certificate, key),
                                optional(Keys.HTTP_PUBLIC_URL),
                                whole(Keys.HTTP_EVENT_LOOPS),
                                whole(Keys.HTTP_CONNECTIONS_MAX),
                                whole(Keys.HTTP_EVENT_STREAMS_MAX),
                                whole(Keys.HTTP_TARPIT_MAX),
                                required(Keys.HTTP_LAME_DUCK),
                                required(Keys.HTTP_WARM_UP)),
                        new Settings.Operator(
                                required(Keys.OPERATOR_HOST),
                                whole(Keys.OPERATOR_PORT),
                                secret(Keys.OPERATOR_TOKEN)),
                        optional(Keys.DATABASE_URL),
                        required(Keys.DATA_DIR),
                        new Settings.Source(
                                required(Keys.SOURCE_TRUSTED_PROXIES),
                                required(Keys.SOURCE_PROXY_PROTOCOL),
                                required(Keys.SOURCE_LARGER_BUDGETS),
                                optional(Keys.SOURCE_ASN_DATABASE)),
                        new Settings.Budgets(
                                required(Keys.BUDGET_CONNECTIONS),
                                required(Keys.BUDGET_REQUESTS),
                                required(Keys.BUDGET_CHALLENGES),
                                required(Keys.BUDGET_FAILED_WORK),
                                required(Keys.BUDGET_SIGNATURES),
                                required(Keys.BUDGET_HELD_SIGNATURES),
                                required(Keys.BUDGET_ABANDONED_WAITS)),
                        new Settings.Challenge(
                                required(Keys.CHALLENGE_BASE),
                                required(Keys.CHALLENGE_CEILING),
                                required(Keys.CHALLENGE_VALIDITY),
                                required(Keys.CHALLENGE_BOUND_TO_SOURCE),
                                required(Keys.CHALLENGE_KEY_ROTATION)),
                        new Settings.Intake(
                                whole(Keys.INTAKE_QUEUE_ROWS_MAX),
                                required(Keys.INTAKE_DEADLINE),
                                whole(Keys.INTAKE_BATCH_ROWS_MAX),
                                required(Keys.INTAKE_JOURNAL_AFTER)),
                        new Settings.Journal(
                                whole(Keys.JOURNAL_ROWS_MAX), required(Keys.JOURNAL_BYTES_MAX)),
                        required(Keys.STORAGE_BATCH_DEADLINE),
                        secret(Keys.REHEARSAL_TOKEN));
        if (settings.challenge().base() > settings.challenge().ceiling()) {
            throw new SettingsException("challenge.base must not be above challenge.ceiling");
        }
        return settings;
    }

    private int whole(Key<Long> key) {
        return Math.toIntExact(required(key));
    }

    private Settings.@Nullable Secret secret(Key<String> key) {
        String value = optional(key);
        return value == null ? null : new Settings.Secret(value);
    }

    private <T> T required(Key<T> key) {
        T value = optional(key);
        if (value == null) {
            throw new IllegalStateException(key.name() + " has no default");
        }
        return value;
    }

    private <T> @Nullable T optional(Key<T> key) {
        String byDefault = key.byDefault();
        Found at = found.get(key.name());
        if (at == null || (at.text().isEmpty() && byDefault == null)) {
            return byDefault == null ? null : key.parse().apply(byDefault);
        }
        try {
            return key.parse().apply(at.text());
        } catch (IllegalArgumentException e) {
            String value = key.secret() ? "its value" : '"' + at.text() + '"';
            throw new SettingsException(
                    key.name() + " (" + at.from() + "): " + value + " must be " + e.getMessage());
        }
    }
}
