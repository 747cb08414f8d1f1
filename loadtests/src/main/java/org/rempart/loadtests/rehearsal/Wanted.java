package org.rempart.loadtests.rehearsal;

import java.util.List;
import java.util.Map;

/// The gateways a rehearsal asks for. They are like this where it starts its own; a deployment is
/// as it is.
///
/// @param gateways how many, on one database
/// @param database whether the database has to be a server of its own, as it is for several
///   gateways, to be taken away
/// @param variables environment variables of the gateways
/// @param notes what the verdict has to say of gateways that were started like this
record Wanted(int gateways, boolean database, Map<String, String> variables, List<String> notes) {
    Wanted {
        variables = Map.copyOf(variables);
        notes = List.copyOf(notes);
    }

    /// One, with an embedded database.
    static Wanted one(Map<String, String> variables, List<String> notes) {
        return new Wanted(1, false, variables, notes);
    }

    /// Several, with a database beside them.
    static Wanted several(int gateways, Map<String, String> variables, List<String> notes) {
        return new Wanted(gateways, true, variables, notes);
    }
}
