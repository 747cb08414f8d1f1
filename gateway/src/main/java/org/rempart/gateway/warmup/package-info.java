/// Sends what a flood sends, to a server on the loopback interface that serves nobody else, so that
/// the JVM has compiled what answers a flood before one can come.
///
/// Uses no other room. Knows routes as any client does, and nothing of what answers them.
@NullMarked
package org.rempart.gateway.warmup;

import org.jspecify.annotations.NullMarked;
