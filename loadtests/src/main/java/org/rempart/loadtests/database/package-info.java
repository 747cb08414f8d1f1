/// A PostgreSQL of a rehearsal's own, to be stopped, killed and frozen: a real server with its own
/// processes, that keeps what it has committed.
///
/// Uses ports, signals and folders of the machine, and knows nothing of gateways.
@NullMarked
package org.rempart.loadtests.database;

import org.jspecify.annotations.NullMarked;
