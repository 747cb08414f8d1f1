/// Petitions, their state and their counts, kept in memory so that reading them asks the database
/// nothing.
///
/// May use `storage`. Knows nothing of sources, challenges or signatures.
@NullMarked
package org.rempart.gateway.petition;

import org.jspecify.annotations.NullMarked;
