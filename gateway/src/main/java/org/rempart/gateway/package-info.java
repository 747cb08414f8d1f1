/// The command line and the composition root. Everything else is a room; a request passes through
/// them in this order: `source`, `pressure`, `challenge`, `signature`, `intake`, `storage`.
@NullMarked
package org.rempart.gateway;

import org.jspecify.annotations.NullMarked;
