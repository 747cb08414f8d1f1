package org.rempart.gateway.intake.simulation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// What happened in one simulation: counted always, told line by line when somebody wants to read
/// it. It ends with the first promise that is broken.
final class Course {
    private final SimulatedTime time;
    private final boolean told;
    private final List<String> lines = new ArrayList<>();
    private final Map<Happening, Integer> counts = new EnumMap<>(Happening.class);
    private @Nullable String broken;

    Course(SimulatedTime time, boolean told) {
        this.time = time;
        this.told = told;
    }

    void tell(String who, Supplier<String> what) {
        if (told) {
            double ms = (double) time.now() / SimulatedTime.MS;
            lines.add(String.format(Locale.ROOT, "%11.3f ms  %-12s %s", ms, who, what.get()));
        }
    }

    void count(Happening happening) {
        counts.merge(happening, 1, Integer::sum);
    }

    void broken(String what) {
        tell("PROMISES", () -> what);
        if (broken == null) {
            broken = what;
        }
    }

    @Nullable String broken() {
        return broken;
    }

    List<String> lines() {
        return lines;
    }

    Map<Happening, Integer> counts() {
        return counts;
    }
}
