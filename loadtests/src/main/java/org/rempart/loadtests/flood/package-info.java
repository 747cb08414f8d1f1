/// The attackers: 218 sources that read pages, take challenges they never solve, and post work that
/// is missing, forged, spent or expired. Gatling drives them, in a process of its own that can be
/// ended on the minute; races for one piece of work, which need a common start, stand beside it.
///
/// It may use the honest client, because a replay needs something that was once true.
@NullMarked
package org.rempart.loadtests.flood;

import org.jspecify.annotations.NullMarked;
