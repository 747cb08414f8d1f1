package org.rempart.loadtests.target;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/// Where one side of a gateway is reached: scheme, host and port, and nothing else.
///
/// In the clear a rehearsal goes only where its token and its flood stay within the machine or a
/// network of the operator's own, and that only by an address written as a number: 127.0.0.0/8 (RFC
/// 1122, 3.2.1.3), 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16 (RFC 1918), fc00::/7 (RFC 4193).
/// Anywhere else a certificate has to say that the name is the one that was meant.
public final class Side {
    private static final String HTTPS = "https";

    private static final int HTTP_PORT = 80;

    private static final int HTTPS_PORT = 443;

    private static final int PORT_MAX = 65_535;

    private Side() {}

    /// Reads a side as an operator writes it.
    ///
    /// @throws IllegalArgumentException with a sentence that says what is wrong, and does not
    ///   repeat what may hold a password
    public static URI of(String text) {
        URI side;
        try {
            side = URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not an address: it cannot be read as a URL");
        }
        require(side);
        return side;
    }

    static void require(URI side) {
        String scheme = side.getScheme();
        if (side.getRawUserInfo() != null) {
            throw refused("without a user name or password");
        }
        if (side.getHost() == null || !(HTTPS.equals(scheme) || "http".equals(scheme))) {
            throw refused("https://HOST or https://HOST:PORT");
        }
        if (!side.getRawPath().isEmpty()
                || side.getRawQuery() != null
                || side.getRawFragment() != null) {
            throw refused("without a path, a query or a fragment, not even a last /");
        }
        if (side.getPort() == 0 || side.getPort() > PORT_MAX) {
            throw refused("with a port from 1 to 65535");
        }
        if (!HTTPS.equals(scheme) && !near(side.getHost())) {
            throw refused(
                    "https, or http to an address written as a number: of 127.0.0.0/8, RFC 1918 or"
                            + " fc00::/7");
        }
    }

    private static IllegalArgumentException refused(String wanted) {
        return new IllegalArgumentException("not an address a rehearsal goes to: " + wanted);
    }

    /// Whether it is this machine or one of a private network, by its number.
    private static boolean near(String host) {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(bare(host));
        } catch (IllegalArgumentException e) {
            return false; // a name
        }
        return address instanceof Inet4Address
                ? address.getHostAddress().equals(host)
                        && (address.isLoopbackAddress() || address.isSiteLocalAddress())
                : (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    /// Whether it speaks TLS.
    public static boolean secure(URI side) {
        return HTTPS.equals(side.getScheme());
    }

    /// The host, in lower case and without the brackets of an IPv6 address.
    public static String host(URI side) {
        return bare(side.getHost()).toLowerCase(Locale.ROOT);
    }

    /// The port it says, or its scheme's own.
    public static int port(URI side) {
        if (side.getPort() > 0) {
            return side.getPort();
        }
        return secure(side) ? HTTPS_PORT : HTTP_PORT;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
