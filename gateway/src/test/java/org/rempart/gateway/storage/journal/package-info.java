/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.storage.journal;

import org.jspecify.annotations.NullMarked;
