/// The attackers who do the work: many sources, each with a few fast cores that take challenges,
/// solve them and post forged signatures; without a rest and as fast as they are let, at a rate, or
/// all in one moment after they have hoarded for minutes.
///
/// The requests are real, the speed of solving is simulated: see [Core]. It uses the honest
/// client's formats and knows nothing of who signs beside it.
@NullMarked
package org.rempart.loadtests.worker;

import org.jspecify.annotations.NullMarked;
