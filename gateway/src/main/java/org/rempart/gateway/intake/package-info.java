/// The bounded queue between requests and the database: batches, deadlines, the breaker, and one
/// outcome for each signature.
///
/// May use `storage`. Knows nothing of HTTP, and nothing of people beyond the rows it carries. The
/// journal for the time when the database is away has its place here, between the queue and the
/// breaker's refusal.
@NullMarked
package org.rempart.gateway.intake;

import org.jspecify.annotations.NullMarked;
