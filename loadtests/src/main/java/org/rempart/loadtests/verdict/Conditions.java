package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What has to be the same for figures of two runs to be compared.
///
/// @param cores processors of the machine that the generator may use
/// @param settings what the rehearsal was told, and what held where it was told nothing
public record Conditions(int cores, Map<String, String> settings) implements Part {
    /// What they are called in the evidence.
    public static final String CONDITIONS = "conditions";

    public Conditions {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /// What differs, a part of a sentence each.
    List<String> differences(Conditions earlier) {
        List<String> all = new ArrayList<>();
        if (cores != earlier.cores) {
            all.add("it had %d cores, this one %d".formatted(earlier.cores, cores));
        }
        TreeSet<String> keys = new TreeSet<>(settings.keySet());
        keys.addAll(earlier.settings.keySet());
        for (String key : keys) {
            String was = earlier.settings.getOrDefault(key, "unknown");
            String is = settings.getOrDefault(key, "unknown");
            if (!was.equals(is)) {
                all.add("%s was %s and is %s".formatted(key, was, is));
            }
        }
        return all;
    }

    @Override
    public List<Table> tables() {
        List<Table.Fact> facts = new ArrayList<>();
        facts.add(fact("cores of the generator's machine", "%d", cores));
        settings.forEach((key, value) -> facts.add(new Table.Fact(key, value)));
        return List.of(new Table.Facts("Machine and settings", facts));
    }
}
