/// The whole of intake in one thread, from the door to the database, against a clock, a database
/// and disks that fail by a seed. The lanes, the drain, the breaker and the journal are the real
/// ones; what they stand on is simulated.
///
/// One seed is one course of events, the same each time. What must hold is in [Promises].
@NullMarked
package org.rempart.gateway.intake.simulation;

import org.jspecify.annotations.NullMarked;
