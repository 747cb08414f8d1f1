/// What is durable: PostgreSQL (one's own or embedded), its schema and its statements, and the
/// connections they go through.
///
/// May use the settings. Knows nothing of what asks it to read or write: no requests, no queue, no
/// forms.
@NullMarked
package org.rempart.gateway.storage;

import org.jspecify.annotations.NullMarked;
