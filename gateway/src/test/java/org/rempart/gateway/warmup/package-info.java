/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.warmup;

import org.jspecify.annotations.NullMarked;
