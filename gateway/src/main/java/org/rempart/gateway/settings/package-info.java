/// The typed settings, and where each value came from: a default, the file or the environment.
///
/// Uses nothing of the gateway and knows nothing of what its values are for, beyond their ranges.
@NullMarked
package org.rempart.gateway.settings;

import org.jspecify.annotations.NullMarked;
