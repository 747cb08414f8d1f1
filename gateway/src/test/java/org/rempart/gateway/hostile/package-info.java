/// What no well-meaning client sends, on real sockets: each is answered or closed within its
/// deadline, one request is never taken for two, and the next client is served.
@NullMarked
package org.rempart.gateway.hostile;

import org.jspecify.annotations.NullMarked;
