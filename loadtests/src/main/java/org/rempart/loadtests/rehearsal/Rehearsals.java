package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.verdict.Limits;

import java.util.List;
import java.util.stream.Collectors;

/// The rehearsals there are, in the order `all` plays them.
final class Rehearsals {
    private static final List<Rehearsal> ALL =
            List.of(
                    new FloodRehearsal(Limits.FIRST_CUT, Settled.WAIT_MAX),
                    new CrashRehearsal(),
                    new OutageRehearsal(),
                    new SoakRehearsal(),
                    new SlowRehearsal(Limits.FIRST_CUT),
                    new WorkersRehearsal(Limits.FIRST_CUT));

    private Rehearsals() {}

    /// Those asked for, in the order they were asked for.
    ///
    /// @throws IllegalArgumentException with a sentence that names the wrong one
    static List<Rehearsal> named(List<String> names) {
        return names.equals(List.of("all")) ? ALL : names.stream().map(Rehearsals::named).toList();
    }

    private static Rehearsal named(String name) {
        return ALL.stream()
                .filter(rehearsal -> rehearsal.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    private static String unknown(String name) {
        String known = ALL.stream().map(Rehearsal::name).collect(Collectors.joining(", "));
        return "no rehearsal is called %s; there are: all, %s".formatted(name, known);
    }
}
