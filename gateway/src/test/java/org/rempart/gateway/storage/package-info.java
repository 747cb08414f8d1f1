/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.storage;

import org.jspecify.annotations.NullMarked;
