/// Requests by the tens of thousands a second, and connections by the ten thousand: raw sockets in
/// a process of its own, with bytes prepared beforehand, so that the generator leaves the cores it
/// shares to the gateway.
///
/// What it sends is made elsewhere. It knows no petition, no work and nobody who signs; it sends to
/// the one gateway it is told of, at a bounded rate, for a bounded time, and ends with whoever
/// started it.
@NullMarked
package org.rempart.loadtests.volume;

import org.jspecify.annotations.NullMarked;
