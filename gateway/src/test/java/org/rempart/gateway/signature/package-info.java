@NullMarked
package org.rempart.gateway.signature;

import org.jspecify.annotations.NullMarked;
