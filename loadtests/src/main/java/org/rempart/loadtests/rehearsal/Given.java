package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.limits.Limit;
import org.rempart.loadtests.limits.LimitsFile;
import org.rempart.loadtests.verdict.Limits;
import org.rempart.loadtests.verdict.MachineFigures.Place;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The `key=value` arguments of a run, as they were given, and the file of limits they name. An
/// empty value is one that was not given.
///
/// Each key has one owner, who reads it once. When all have read theirs, a key that is left is one
/// that nobody knows. Of one thread.
final class Given {
    private final Map<String, String> values;
    private final Set<String> read = new HashSet<>();
    private final Map<String, String> extents = new TreeMap<>();
    private final List<String> names;
    private final boolean brief;
    private final Share share;
    private final LimitsFile limits;
    private final boolean abortOnFail;

    private Given(Map<String, String> values) {
        this.values = values;
        String rehearsals = text("rehearsal", "");
        names =
                rehearsals.isEmpty()
                        ? List.of()
                        : Arrays.stream(rehearsals.split(",")).map(String::strip).toList();
        brief = flag("rehearsal.short", names.isEmpty());
        share = shareOf();
        String file = text("rehearsal.limits", "");
        limits = file.isEmpty() ? LimitsFile.shipped() : LimitsFile.read(Path.of(file));
        abortOnFail = truth("rehearsal.abort-on-fail", limits.abortOnFail());
    }

    /// Takes arguments in; of a key that comes twice the later value holds.
    ///
    /// @throws IllegalArgumentException with a sentence that names the wrong one
    static Given of(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not of the form key=value: " + argument);
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new Given(values);
    }

    /// Rehearsals that are asked for, in this order; none: those of every build.
    List<String> names() {
        return names;
    }

    /// Whether short forms are asked for. Who names no rehearsal gets them.
    boolean brief() {
        return brief;
    }

    /// Which part of a rehearsal this machine plays.
    Share share() {
        return share;
    }

    /// A rehearsal is played by several machines at one moment, and two rehearsals have two.
    private Share shareOf() {
        int machines = read("rehearsal.machines", 1, 1, Place.MACHINES_MAX);
        int machine = read("rehearsal.machine", 1, 1, machines);
        if (machines > 1) {
            extents.put("rehearsal.machines", Integer.toString(machines));
            if (names.size() != 1 || names.contains("all")) {
                throw new IllegalArgumentException(
                        "several machines play one rehearsal at a time: rehearsal has to name one");
            }
        }
        return new Share(machine, machines);
    }

    /// What a rehearsal is held to: of an amount, this machine's part.
    Limits limits(String rehearsal) {
        return Limits.of(limits, rehearsal).shared(share.machines());
    }

    /// All that a rehearsal is held to, by name, for all machines together.
    Map<String, Double> allLimits(String rehearsal) {
        Map<String, Double> all = new TreeMap<>();
        for (Limit limit : Limit.values()) {
            all.put(limit.key(), limits.of(rehearsal, limit));
        }
        return all;
    }

    /// One thing a rehearsal is held to that [Limits] does not name.
    double limit(String rehearsal, Limit limit) {
        return limits.of(rehearsal, limit);
    }

    /// To be asked when all rehearsals are known.
    ///
    /// @throws IllegalArgumentException with a sentence that names limits that are of none
    void limitsOnlyOf(Set<String> rehearsals) {
        limits.onlyOf(rehearsals);
    }

    /// Whether a rehearsal that is not green is the last that is played.
    boolean abortOnFail() {
        return abortOnFail;
    }

    String text(String key, String otherwise) {
        if (!read.add(key)) {
            throw new IllegalStateException("two read " + key);
        }
        String value = values.getOrDefault(key, "");
        return value.isBlank() ? otherwise : value;
    }

    /// A text that says under which conditions a run takes place, and is no secret; empty when it
    /// is not given.
    String condition(String key) {
        String value = text(key, "");
        if (!value.isEmpty()) {
            extents.put(key, value);
        }
        return value;
    }

    /// @param least the smallest that is taken, 0 or more
    /// @param most the largest that is taken, less than 1,000,000,000
    /// @throws IllegalArgumentException with a sentence that names the key
    int number(String key, int otherwise, int least, int most) {
        int value = read(key, otherwise, least, most);
        extents.put(key, Integer.toString(value));
        return value;
    }

    /// This machine's part of an amount that all machines play together.
    ///
    /// @param least the smallest whole that is taken, 1 or more
    /// @param most the largest whole that is taken
    /// @throws IllegalArgumentException with a sentence that names the key, also when there is too
    ///   little for so many machines
    int part(String key, int otherwise, int least, int most) {
        int whole = number(key, otherwise, least, most);
        if (whole < share.machines()) {
            throw new IllegalArgumentException(
                    "%s is %d, which is too little for %d machines"
                            .formatted(key, whole, share.machines()));
        }
        return share.of(whole);
    }

    private int read(String key, int otherwise, int least, int most) {
        String value = text(key, Integer.toString(otherwise));
        if (!value.matches("\\d{1,9}")
                || Integer.parseInt(value) < least
                || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    "%s has to be a number from %d to %d, not %s"
                            .formatted(key, least, most, value));
        }
        return Integer.parseInt(value);
    }

    /// A number that may be negative and has up to 18 digits.
    ///
    /// @throws IllegalArgumentException with a sentence that names the key
    OptionalLong wholeNumber(String key) {
        String value = text(key, "");
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.matches("-?\\d{1,18}")) {
            throw new IllegalArgumentException(
                    "%s has to be a whole number, not %s".formatted(key, value));
        }
        return OptionalLong.of(Long.parseLong(value));
    }

    /// @throws IllegalArgumentException with a sentence that names the key
    boolean flag(String key, boolean otherwise) {
        boolean value = truth(key, otherwise);
        extents.put(key, Boolean.toString(value));
        return value;
    }

    /// The same, as a condition that is false where it is not given.
    ///
    /// @throws IllegalArgumentException with a sentence that names the key
    boolean conditionHolds(String key) {
        boolean value = truth(key, false);
        if (value) {
            extents.put(key, "true");
        }
        return value;
    }

    private boolean truth(String key, boolean otherwise) {
        String value = text(key, Boolean.toString(otherwise));
        if (!value.matches("true|false")) {
            throw new IllegalArgumentException(
                    "%s has to be true or false, not %s".formatted(key, value));
        }
        return Boolean.parseBoolean(value);
    }

    /// One of an enum's, by its name in lower case.
    ///
    /// @throws IllegalArgumentException with a sentence that names the key
    <E extends Enum<E>> E choice(String key, E otherwise) {
        String value = text(key, label(otherwise));
        extents.put(key, value);
        Set<E> all = EnumSet.allOf(otherwise.getDeclaringClass());
        return all.stream()
                .filter(known -> label(known).equals(value))
                .findFirst()
                .orElseThrow(() -> {
                    String known = all.stream().map(Given::label).collect(Collectors.joining(", "));
                    return new IllegalArgumentException(
                            "%s has to be one of %s, not %s".formatted(key, known, value));
                });
    }

    /// Keys that have been read, given or not.
    Set<String> known() {
        return Set.copyOf(read);
    }

    /// Numbers, flags, choices and conditions that have been read, as they hold: how much comes,
    /// and how. Any other text may be a path of this machine, or a secret, and is none of them.
    Map<String, String> extents() {
        return Collections.unmodifiableMap(new TreeMap<>(extents));
    }

    /// To be asked when everybody has read theirs.
    ///
    /// @throws IllegalArgumentException with a sentence that names what nobody has read
    void nothingElse() {
        Set<String> left = new TreeSet<>(values.keySet());
        left.removeAll(read);
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("no such setting: " + left);
        }
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
