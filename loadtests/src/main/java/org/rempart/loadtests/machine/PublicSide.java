package org.rempart.loadtests.machine;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The public side of a gateway, as raw connections reach it.
///
/// @param host a name or an address; a name is looked up by the virtual machine that connects
/// @param port of it
/// @param secure whether it speaks TLS
public record PublicSide(String host, int port, boolean secure) {
    /// One on this machine.
    public static PublicSide here(int port) {
        return new PublicSide("127.0.0.1", port, false);
    }

    /// The same place, for who says nothing in any language.
    public PublicSide inTheClear() {
        return new PublicSide(host, port, false);
    }

    /// Whether its host is written as a number.
    public boolean numeric() {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Where connections go.
    public InetSocketAddress address() {
        return new InetSocketAddress(host, port);
    }

    /// What a request says as `Host`.
    public String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }
}
