/// The crash campaign: which process is to die, to freeze or to restart at which moment, decided by
/// a seed, and what the gateways counted before they died.
///
/// It strikes at gateways and at a database, and knows nothing of who signs meanwhile.
@NullMarked
package org.rempart.loadtests.crash;

import org.jspecify.annotations.NullMarked;
