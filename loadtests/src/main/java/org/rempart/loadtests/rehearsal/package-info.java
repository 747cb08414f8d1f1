/// The command: which rehearsals there are, their settings and their order, and the exit code.
///
/// The only room that sees all others. A new rehearsal is one file here and one line in
/// [Rehearsals].
@NullMarked
package org.rempart.loadtests.rehearsal;

import org.jspecify.annotations.NullMarked;
