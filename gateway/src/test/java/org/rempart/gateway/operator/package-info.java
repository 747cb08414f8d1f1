/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.operator;

import org.jspecify.annotations.NullMarked;
