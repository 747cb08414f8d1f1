/// Who may hold a connection of the public side, for how long, and how much may happen on one.
/// Decides before anything of HTTP is known, at the accept, and goes on to watch the bytes.
///
/// May use `source` only. Knows nothing of routes or petitions.
@NullMarked
package org.rempart.gateway.http.connection;

import org.jspecify.annotations.NullMarked;
