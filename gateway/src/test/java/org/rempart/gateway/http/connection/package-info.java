/// How the room of the same name behaves, on real sockets and with a clock that the tests move.
@NullMarked
package org.rempart.gateway.http.connection;

import org.jspecify.annotations.NullMarked;
