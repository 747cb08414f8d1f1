package org.rempart.loadtests.verdict;

import org.rempart.loadtests.verdict.MachineFigures.Place;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one of several machines left of a run, as its report tells.
public sealed interface MachineRun {
    /// The file it was read from.
    String from();

    /// Which machine it was.
    Place place();

    /// One with a verdict.
    ///
    /// @param threat what came from this machine, as a part of a sentence
    /// @param criteria what it was judged by
    /// @param evidence all that was seen, without its parts
    /// @param tables what people were told of each of those
    /// @param measures what of it can be better or worse
    record Judged(
            String from,
            String threat,
            List<Criterion> criteria,
            Evidence evidence,
            Map<String, List<Table>> tables,
            List<Measure> measures,
            List<String> notes,
            Conditions conditions,
            MachineFigures machine,
            LoadFigures load)
            implements MachineRun {
        public Judged {
            criteria = List.copyOf(criteria);
            tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
            measures = List.copyOf(measures);
            notes = List.copyOf(notes);
        }

        @Override
        public Place place() {
            return machine.place();
        }

        /// Its one word.
        public Verdict.Outcome outcome() {
            return Verdict.outcome(criteria);
        }
    }

    /// One without: it could not begin, broke off, was refused, or did not try.
    ///
    /// @param word `UNABLE`, `REFUSED` or `NOT PLAYED`
    /// @param why a sentence for the operator
    record Unjudged(String from, Place place, String word, String why) implements MachineRun {}
}
