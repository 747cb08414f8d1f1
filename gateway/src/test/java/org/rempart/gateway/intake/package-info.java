/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.intake;

import org.jspecify.annotations.NullMarked;
