package org.rempart.loadtests.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/// Free ports on 127.0.0.1.
public final class Ports {
    private static final String HOST = "127.0.0.1";

    /// Below what Linux gives to clients (`ip_local_port_range`, from 32,768), above what services
    /// are given by name.
    private static final int LASTING_MIN = 20_000;

    private static final int LASTING_END = 32_000;

    private static final int TRIES_MAX = 200;

    private Ports() {}

    /// Any one.
    public static int any() throws IOException {
        return bound(0);
    }

    /// One that can be had again by a server that was killed and is started anew: in the meantime
    /// the system gives it to no client.
    public static int lasting(RandomGenerator random) throws IOException {
        for (int i = 0; i < TRIES_MAX; i++) {
            try {
                return bound(random.nextInt(LASTING_MIN, LASTING_END));
            } catch (IOException _) {
                // somebody else's: there are others
            }
        }
        throw new IOException("no free port from %d to %d".formatted(LASTING_MIN, LASTING_END - 1));
    }

    private static int bound(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
            return socket.getLocalPort();
        }
    }
}
