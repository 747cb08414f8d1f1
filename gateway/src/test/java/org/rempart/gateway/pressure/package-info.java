/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.pressure;

import org.jspecify.annotations.NullMarked;
