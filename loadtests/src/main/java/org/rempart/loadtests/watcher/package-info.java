/// Those who watch the counter and sign nothing: a hundred thousand pages, each of which asks for
/// the count every ten seconds, in a process of its own.
///
/// It reads answers as `volume` does. It knows no work and nobody who signs; it sends to the
/// gateways it is told of, at a bounded rate, for a bounded time, and ends with whoever started it.
@NullMarked
package org.rempart.loadtests.watcher;

import org.jspecify.annotations.NullMarked;
