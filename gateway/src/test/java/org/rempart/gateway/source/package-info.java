@NullMarked
package org.rempart.gateway.source;

import org.jspecify.annotations.NullMarked;
