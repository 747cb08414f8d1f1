package org.rempart.loadtests.target;

import java.net.InetSocketAddress;
import java.net.URI;

/// Where a rehearsal goes, and the tokens that let it.
///
/// @param publicSide scheme, host and port of the public side: see [Side]
/// @param operatorSide scheme, host and port of the operator side
/// @param operatorToken bearer token of the operator side
/// @param rehearsalToken what the gateway signs its consent with
public record Target(
        URI publicSide, URI operatorSide, Secret operatorToken, Secret rehearsalToken) {
    /// @throws IllegalArgumentException when a side is one that no rehearsal goes to
    public Target {
        Side.require(publicSide);
        Side.require(operatorSide);
    }

    /// Where connections to the public side go.
    public InetSocketAddress address() {
        return Side.address(publicSide);
    }
}
