/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.settings;

import org.jspecify.annotations.NullMarked;
