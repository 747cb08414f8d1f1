package org.rempart.loadtests.rehearsal;

import java.util.List;
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
                    WorkersRehearsal::of);

    private final List<Rehearsal> all;

    private Rehearsals(List<Rehearsal> all) {
        this.all = all;
    }

    /// All of them, whichever are played: a setting of any is known, and has to be right.
    ///
    /// @throws IllegalArgumentException with a sentence that names the wrong key
    static Rehearsals of(Given given) {
        List<Rehearsal> all = ALL.stream().map(factory -> factory.apply(given)).toList();
        given.limitsOnlyOf(all.stream().map(Rehearsal::name).collect(Collectors.toSet()));
        return new Rehearsals(all);
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
