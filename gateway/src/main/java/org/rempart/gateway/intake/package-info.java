/// The way of a checked signature to where it is durable: the bounded queue and its batches, the
/// breaker around the database, the switch to the journal and back, and one outcome for each.
///
/// May use `storage` and its journal. Knows nothing of HTTP, and nothing of people beyond the rows
/// it carries.
@NullMarked
package org.rempart.gateway.intake;

import org.jspecify.annotations.NullMarked;
