package org.rempart.loadtests.target;

import org.rempart.loadtests.machine.PublicSide;

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

    /// The public side, for raw connections.
    public PublicSide gate() {
        return new PublicSide(
                Side.host(publicSide), Side.port(publicSide), Side.secure(publicSide));
    }
}
