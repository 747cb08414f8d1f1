package org.rempart.loadtests.machine;

import java.io.IOException;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// TLS for connections that no HTTP client opens: by the certificates that the virtual machine
/// trusts ([Trust]), which have to be of the name that was meant (RFC 9110, 4.3.4).
public final class Tls {
    private static final String OF_THE_NAME = "HTTPS";

    private Tls() {}

    /// Speaks it on a socket that is connected, once both have shaken hands. Closing it closes that
    /// socket. Blocks.
    public static Socket over(Socket connected, PublicSide to) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context()
                                .getSocketFactory()
                                .createSocket(connected, to.host(), to.port(), true);
        socket.setSSLParameters(meaning(to, socket.getSSLParameters()));
        socket.startHandshake();
        return socket;
    }

    /// One side of a connection that never blocks.
    public static SSLEngine engine(PublicSide to) {
        SSLEngine engine = context().createSSLEngine(to.host(), to.port());
        engine.setUseClientMode(true);
        engine.setSSLParameters(meaning(to, engine.getSSLParameters()));
        return engine;
    }

    private static SSLParameters meaning(PublicSide to, SSLParameters parameters) {
        parameters.setEndpointIdentificationAlgorithm(OF_THE_NAME);
        if (!to.numeric()) {
            parameters.setServerNames(List.of(new SNIHostName(to.host())));
        }
        return parameters;
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }
}
