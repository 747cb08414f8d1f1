package org.rempart.gateway.http;

import org.rempart.gateway.challenge.Audience;
import org.rempart.gateway.source.Source;
import org.rempart.gateway.storage.PetitionRow;

/// Whom challenges are for: those who sign a petition, and where the setting says so, only those of
/// the network that asked.
///
/// @param boundToSource a challenge is for the /24 or /56 it was issued to. A phone that leaves the
///   house meanwhile has to solve another
record Audiences(boolean boundToSource) {
    private static final int IPV4_BITS = 24;
    private static final int IPV6_BITS = 56;

    Audience of(PetitionRow petition, Source source) {
        if (!boundToSource) {
            return Audience.of(petition.id());
        }
        Source network = source.prefix(source.isIpv4() ? IPV4_BITS : IPV6_BITS);
        return new Audience(petition.id(), network.high(), network.low());
    }
}
