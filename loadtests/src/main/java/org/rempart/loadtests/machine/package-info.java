/// What every rehearsal needs of the machine it runs on: ports, signals, folders.
///
/// Knows no other room.
@NullMarked
package org.rempart.loadtests.machine;

import org.jspecify.annotations.NullMarked;
