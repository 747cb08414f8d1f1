/// The gateway as a whole: how its process starts and stops, what its listeners speak, and which
/// room may use which.
@NullMarked
package org.rempart.gateway;

import org.jspecify.annotations.NullMarked;
