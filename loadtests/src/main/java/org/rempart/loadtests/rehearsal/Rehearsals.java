package org.rempart.loadtests.rehearsal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The rehearsals there are, in the order `all` plays them. Each reads settings of its own.
final class Rehearsals {
    private static final List<Function<Given, Rehearsal>> ALL =
            List.of(
                    FloodRehearsal::of,
                    CrashRehearsal::of,
                    OutageRehearsal::of,
                    SoakRehearsal::of,
                    SlowRehearsal::of,
                    WorkersRehearsal::of,
                    ReplayRehearsal::of,
                    SpikeRehearsal::of,
                    HoardRehearsal::of,
                    Wave1Rehearsal::of,
                    Wave2Rehearsal::of,
                    CapacityRehearsal::of);

    private final List<Rehearsal> all;
    private final Map<String, Map<String, String>> extents;

    private Rehearsals(List<Rehearsal> all, Map<String, Map<String, String>> extents) {
        this.all = all;
        this.extents = extents;
    }

    /// All of them, whichever are played: a setting of any is known, and has to be right.
    ///
    /// @param given from which those have read that all share
    /// @throws IllegalArgumentException with a sentence that names the wrong key
    static Rehearsals of(Given given) {
        List<Rehearsal> all = new ArrayList<>();
        Map<String, Map<String, String>> extents = new HashMap<>();
        Map<String, String> shared = given.extents();
        for (Function<Given, Rehearsal> factory : ALL) {
            Set<String> before = given.extents().keySet();
            Rehearsal rehearsal = factory.apply(given);
            Map<String, String> its = new TreeMap<>(given.extents());
            its.keySet().removeAll(before);
            its.putAll(shared);
            all.add(rehearsal);
            extents.put(rehearsal.name(), its);
        }
        given.limitsOnlyOf(extents.keySet());
        return new Rehearsals(List.copyOf(all), extents);
    }

    /// Those asked for, in the order they were asked for; those of every build where none is.
    ///
    /// @throws IllegalArgumentException with a sentence that names the wrong one
    List<Rehearsal> named(List<String> names) {
        if (names.isEmpty()) {
            return all.stream().filter(Rehearsal::inEveryBuild).toList();
        }
        return names.equals(List.of("all")) ? all : names.stream().map(this::named).toList();
    }

    /// How much comes in one of them, and how: by its own settings and those that all share.
    Map<String, String> extents(String rehearsal) {
        return extents.getOrDefault(rehearsal, Map.of());
    }

    private Rehearsal named(String name) {
        return all.stream()
                .filter(rehearsal -> rehearsal.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    private String unknown(String name) {
        String known = all.stream().map(Rehearsal::name).collect(Collectors.joining(", "));
        return "no rehearsal is called %s; there are: all, %s".formatted(name, known);
    }
}
