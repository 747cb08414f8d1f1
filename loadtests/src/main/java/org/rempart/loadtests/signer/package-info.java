/// The honest client: loads the page, takes the challenge, thinks, solves, posts, and tries again
/// as the page does. One person, one address, one connection.
///
/// It knows the public contract as a stranger would, and nothing of the attackers beside it.
@NullMarked
package org.rempart.loadtests.signer;

import org.jspecify.annotations.NullMarked;
