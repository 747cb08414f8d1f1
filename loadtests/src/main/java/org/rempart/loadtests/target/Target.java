package org.rempart.loadtests.target;

import java.net.URI;
import java.util.regex.Pattern;

/// Where a rehearsal goes, and the tokens that let it.
///
/// Only addresses of the loopback, written as numbers: no name is looked up, so none can change
/// under a running flood.
///
/// @param publicSide scheme, host and port of the public side
/// @param operatorSide scheme, host and port of the operator side
/// @param operatorToken bearer token of the operator side
/// @param rehearsalToken what the gateway signs its consent with
public record Target(
        URI publicSide, URI operatorSide, Secret operatorToken, Secret rehearsalToken) {
    /// RFC 1122, 3.2.1.3 (g): 127.0.0.0/8 never leaves the host.
    private static final Pattern LOOPBACK =
            Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

    /// @throws IllegalArgumentException when a side is anything but `http://127.x.y.z:port`
    public Target {
        requireLoopback(publicSide);
        requireLoopback(operatorSide);
    }

    private static void requireLoopback(URI side) {
        String host = side.getHost();
        boolean loopback = host != null && LOOPBACK.matcher(host).matches();
        boolean bare = side.getRawPath().isEmpty() && side.getRawQuery() == null;
        if (!"http".equals(side.getScheme()) || !loopback || side.getPort() < 1 || !bare) {
            throw new IllegalArgumentException(
                    "a rehearsal goes to http://127.x.y.z:port only, not to " + side);
        }
    }
}
