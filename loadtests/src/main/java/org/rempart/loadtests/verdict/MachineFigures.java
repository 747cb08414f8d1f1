package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which part of a run this machine played, and what has to be the same on all machines beside
/// [Conditions#settings].
///
/// @param place which machine it is
/// @param build which build of this suite it had
/// @param limits what the whole is held to, by name
public record MachineFigures(Place place, String build, Map<String, Double> limits)
        implements Part {
    /// What it is called in the evidence.
    public static final String MACHINE = "machine";

    public MachineFigures {
        limits = Collections.unmodifiableMap(new TreeMap<>(limits));
    }

    /// One of several machines that play one run.
    ///
    /// @param run the name of the run
    /// @param machine 1 to `machines`
    public record Place(String run, int machine, int machines) {
        /// The smallest amount that is divided by default is ten sources. And a gateway consents to
        /// 50,000 requests a second, more than which ten machines send easily.
        public static final int MACHINES_MAX = 10;

        @Override
        public String toString() {
            return "machine %d of %d".formatted(machine, machines);
        }
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "This machine's part",
                        List.of(
                                fact("run", "%s", place.run()),
                                fact("machine", "%d of %d", place.machine(), place.machines()),
                                fact("build", "%s", build))));
    }
}
