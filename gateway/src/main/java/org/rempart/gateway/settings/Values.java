package org.rempart.gateway.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the text of a setting becomes a value. Each throws [IllegalArgumentException] with what the
/// value must be.
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern ALLOWANCE =
            Pattern.compile("(\\d{1,9})/(\\d{0,9}(?:ms|s|m|h|d)) burst (\\d{1,9})");
    private static final Pattern LARGER =
            Pattern.compile("([0-9A-Fa-f:.]{2,45}(/\\d{1,3})?|AS\\d{1,10})=\\d{1,4}");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(KiB|MiB|GiB)");
    private static final Pattern CIDR = Pattern.compile("[0-9A-Fa-f:.]{2,45}(/\\d{1,3})?");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{16,256}");

    /// What the source room can keep, there with its reasons.
    private static final long UNITS_PER_SECOND_MAX = 10_000;

    private static final long BURST_MAX = 1_000_000;
    private static final Duration WINDOW = Duration.ofDays(1);

    private Values() {}

    static Function<String, Long> wholeNumber(long least, long most) {
        return text -> {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException _) {
                // said below, in the operator's words
            }
            throw new IllegalArgumentException("a whole number from " + least + " to " + most);
        };
    }

    static Function<String, Boolean> yesOrNo() {
        return text ->
                switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("true or false");
                };
    }

    static Function<String, String> text(int charactersMax) {
        return text -> {
            if (text.isBlank() || text.length() > charactersMax) {
                throw new IllegalArgumentException("1 to " + charactersMax + " characters");
            }
            return text;
        };
    }

    /// A secret that goes into a header: visible ASCII, long enough not to be guessed.
    static Function<String, String> token() {
        return text -> {
            if (!TOKEN.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "16 to 256 visible ASCII characters without spaces");
            }
            return text;
        };
    }

    static Function<String, Duration> duration(Duration least, Duration most) {
        return text -> {
            if (DURATION.matcher(text).matches()) {
                Duration value = Duration.ofMillis(millis(text));
                if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException(
                    "a duration such as 500ms, 2s, 30m or 24h, from "
                            + least.toMillis()
                            + "ms to "
                            + most.toMillis()
                            + "ms");
        };
    }

    private static long millis(String duration) {
        Matcher matcher = DURATION.matcher(duration);
        if (!matcher.matches()) {
            throw new IllegalStateException("not a duration");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> amount;
            case "s" -> TimeUnit.SECONDS.toMillis(amount);
            case "m" -> TimeUnit.MINUTES.toMillis(amount);
            case "h" -> TimeUnit.HOURS.toMillis(amount);
            default -> TimeUnit.DAYS.toMillis(amount);
        };
    }

    static Function<String, Long> bytes(long least, long most) {
        return text -> {
            Matcher matcher = BYTES.matcher(text);
            if (matcher.matches()) {
                long amount = Long.parseLong(matcher.group(1));
                long value =
                        switch (matcher.group(2)) {
                            case "KiB" -> amount << 10;
                            case "MiB" -> amount << 20;
                            default -> amount << 30;
                        };
                if (value >= least && value <= most) {
                    return value;
                }
            }
            throw new IllegalArgumentException(
                    "a size such as 512KiB, 256MiB or 2GiB, from %dKiB to %dKiB"
                            .formatted(least >> 10, most >> 10));
        };
    }

    /// `20/s burst 400`, `60/10m burst 60`.
    static Function<String, Settings.Allowance> allowance() {
        return text -> {
            Matcher matcher = ALLOWANCE.matcher(text);
            if (matcher.matches()) {
                long units = Long.parseLong(matcher.group(1));
                String time = matcher.group(2);
                long millis = millis(Character.isDigit(time.charAt(0)) ? time : "1" + time);
                long burst = Long.parseLong(matcher.group(3));
                // divided, as the products of such numbers do not fit
                boolean slowEnough =
                        units >= 1 && Math.ceilDiv(units * 1_000, UNITS_PER_SECOND_MAX) <= millis;
                boolean wholeInTime = burst >= 1 && millis <= units * WINDOW.toMillis() / burst;
                if (slowEnough && wholeInTime && burst <= BURST_MAX) {
                    return new Settings.Allowance(units * 1e3 / millis, (int) burst);
                }
            }
            throw new IllegalArgumentException(
                    "a rate and a burst such as \"20/s burst 400\" or \"60/10m burst 60\": at most"
                            + " %d/s, a burst of at most %d, and whole again within a day"
                                    .formatted(UNITS_PER_SECOND_MAX, BURST_MAX));
        };
    }

    static Function<String, Path> path() {
        return text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException _) {
                throw new IllegalArgumentException("a path as this system writes them");
            }
        };
    }

    static Function<String, Path> file() {
        return text -> {
            Path path = path().apply(text);
            if (!Files.isReadable(path)) {
                throw new IllegalArgumentException("a file that can be read");
            }
            return path;
        };
    }

    static Function<String, URI> webAddress() {
        return text -> {
            try {
                URI uri = new URI(text);
                boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
                if (web && uri.getHost() != null && uri.getQuery() == null) {
                    return uri;
                }
            } catch (URISyntaxException _) {
                // said below, in the operator's words
            }
            throw new IllegalArgumentException("an address such as https://petition.example");
        };
    }

    /// Their exact meaning is the source room's; here only what cannot be one is refused.
    static Function<String, List<String>> cidrs() {
        return several(CIDR, "CIDRs such as 10.0.0.0/8, separated by commas");
    }

    /// As [#cidrs()], each with its factor.
    static Function<String, List<String>> largerBudgets() {
        return several(
                LARGER,
                "blocks or networks and their factors such as 192.0.2.0/24=10 or AS64500=10,"
                        + " separated by commas");
    }

    private static Function<String, List<String>> several(Pattern pattern, String expected) {
        return text -> {
            List<String> parts =
                    Arrays.stream(text.split(","))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .toList();
            if (!parts.stream().allMatch(part -> pattern.matcher(part).matches())) {
                throw new IllegalArgumentException(expected);
            }
            return parts;
        };
    }
}
