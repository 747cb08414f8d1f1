/// The gateway.
@NullMarked
package org.rempart.gateway;

import org.jspecify.annotations.NullMarked;
