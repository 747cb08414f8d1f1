/// What an answer costs the gateway: processor time and allocated bytes of its event loops, beside
/// the bare framework that answers the same bytes to the same requests in the same run.
@NullMarked
package org.rempart.gateway.price;

import org.jspecify.annotations.NullMarked;
