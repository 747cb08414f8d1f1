/// What holds for all rooms.
@NullMarked
package org.rempart.loadtests;

import org.jspecify.annotations.NullMarked;
