/// Whether the gateway can take more: one level, from what is measured, and the price it means.
///
/// Uses nothing of the gateway. Knows nothing of HTTP, nor of who asks.
@NullMarked
package org.rempart.gateway.pressure;

import org.jspecify.annotations.NullMarked;
