/// What tests of several rooms share.
@NullMarked
package org.rempart.gateway.testing;

import org.jspecify.annotations.NullMarked;
