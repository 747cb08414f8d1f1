/// Who asks, and how much it had: the client's address behind trusted proxies, and the budgets of
/// each source and of the networks around it.
///
/// Needs nothing but an address, header values and a clock. Must not know petitions or people: an
/// answer from here is given before anybody has looked at what was sent.
@NullMarked
package org.rempart.gateway.source;

import org.jspecify.annotations.NullMarked;
