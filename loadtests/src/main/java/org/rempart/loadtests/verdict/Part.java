package org.rempart.loadtests.verdict;

import java.util.List;

/// What one side of a rehearsal did or met, under a name of its own in the [Evidence]: a record
/// whose components are what programs are told.
public interface Part {
    /// What people are told.
    List<Table> tables();

    /// What of it can be better or worse than in another run.
    default List<Measure> measures() {
        return List.of();
    }
}
