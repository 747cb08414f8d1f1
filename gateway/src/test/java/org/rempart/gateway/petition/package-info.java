/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.petition;

import org.jspecify.annotations.NullMarked;
