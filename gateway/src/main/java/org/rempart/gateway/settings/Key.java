package org.rempart.gateway.settings;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.function.Function;

/// One setting: its name in the file, its default as an operator would write it (null for none),
/// and how it is read. The README says what each means.
///
/// @param parse throws [IllegalArgumentException] whose message completes "must be …"
/// @param secret its value is shown to nobody
public record Key<T>(
        String name, @Nullable String byDefault, Function<String, T> parse, boolean secret) {

    static <T> Key<T> of(String name, @Nullable String byDefault, Function<String, T> parse) {
        return new Key<>(name, byDefault, parse, false);
    }

    static <T> Key<T> secret(String name, Function<String, T> parse) {
        return new Key<>(name, null, parse, true);
    }

    /// The environment variable that overrides the file: `http.public-url` is
    /// `REMPART_HTTP_PUBLIC_URL`.
    public String variable() {
        return "REMPART_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
