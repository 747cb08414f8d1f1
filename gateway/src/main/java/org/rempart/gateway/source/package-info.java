/// Who asks, and how much it had: the client's address behind trusted proxies, and the budget of
/// requests each source has.
///
/// Needs nothing but an address, header values and a clock. Must not know petitions or people: an
/// answer from here is given before anybody has looked at what was sent.
@NullMarked
package org.rempart.gateway.source;

import org.jspecify.annotations.NullMarked;
