/// How the room of the same name behaves.
@NullMarked
package org.rempart.gateway.http;

import org.jspecify.annotations.NullMarked;
