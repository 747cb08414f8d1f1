/// The journal: a file on this machine that keeps signatures while the database is away.
///
/// May use what `storage` says of rows. Knows nothing of the database, of what asks it to keep
/// something, or of when it is to be emptied.
@NullMarked
package org.rempart.gateway.storage.journal;

import org.jspecify.annotations.NullMarked;
