/// What the build runs on the JDK 25 it found, because Maven itself may run on an older one.
@NullMarked
package org.rempart.build;

import org.jspecify.annotations.NullMarked;
