package org.rempart.gateway.warmup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// A small flood of every route, from many sources, on connections of which one half is waited for
/// and the other is not. Of one thread, which blocks.
public final class Flood {
    /// Open at once, so that the server works through a round of them as in a flood.
    private static final int CONNECTIONS = 200;

    /// Few enough that each goes through what it may have.
    private static final int SOURCES = 1_000;

    /// More does not make a server any warmer.
    private static final int SENT_MAX = 100_000;

    private static final int SOURCES_OF_A_NETWORK = 250;

    /// On most connections, at once.
    private static final int REQUESTS_MAX = 16;

    /// On one connection in [#ONE_IN]: more than may wait for their answers.
    private static final int REQUESTS_TOO_MANY = 150;

    private static final int ONE_IN = 40;

    /// A refusal that is held back is not waited for.
    private static final int ANSWER_WAIT_MS_MAX = 5;

    /// A server that does not take a connection, or gives no challenge, for so long is not one to
    /// be warmed up.
    private static final int SERVER_WAIT_MS_MAX = 1_000;

    private static final int ANSWER_BYTES = 64 * 1024;

    private final InetSocketAddress server;
    private final FloodRequests requests;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;
    private final int sentMax;
    private final byte[] answer = new byte[ANSWER_BYTES];

    /// @param server on the loopback interface
    /// @param petition the slug of one that is open
    /// @param nanoTime nanoseconds of a clock that only moves forward
    public Flood(
            InetSocketAddress server,
            String petition,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this(server, petition, nanoTime, random, SENT_MAX);
    }

    Flood(
            InetSocketAddress server,
            String petition,
            LongSupplier nanoTime,
            RandomGenerator random,
            int sentMax) {
        this.server = server;
        this.requests = new FloodRequests(petition);
        this.nanoTime = nanoTime;
        this.random = random;
        this.sentMax = sentMax;
    }

    /// Sends until its time is over or it has sent enough; a round that has begun is ended, which
    /// takes two seconds at most.
    ///
    /// @param until when its time is over, by its clock
    /// @return requests sent
    /// @throws IOException when the server does not answer
    public int send(long until) throws IOException {
        int sent = 0;
        while (sent < sentMax && until - nanoTime.getAsLong() > 0) {
            sent += round(requests.all(challenge()));
        }
        return sent;
    }

    /// An answer to the request for a challenge, whatever it is.
    private String challenge() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(SERVER_WAIT_MS_MAX);
            socket.connect(server, SERVER_WAIT_MS_MAX);
            socket.getOutputStream().write(requests.challenge());
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), ISO_8859_1);
        }
    }

    private int round(List<byte[]> some) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            while (open.size() < CONNECTIONS) {
                open.add(connected());
            }
            int sent = 0;
            for (Socket socket : open) {
                sent += send(socket, some);
            }
            for (Socket socket : open) {
                if (random.nextBoolean()) {
                    receive(socket);
                }
            }
            return sent;
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        try {
            // to close it sends a reset, and nothing of it stays behind in the kernel
            socket.setSoLinger(true, 0);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(ANSWER_WAIT_MS_MAX);
            bind(socket, random.nextInt(SOURCES));
            socket.connect(server, SERVER_WAIT_MS_MAX);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Linux has all of 127.0.0.0/8 without being asked; other systems have one address, and with
    /// that one source.
    private static void bind(Socket socket, int source) throws IOException {
        byte[] address = {
            127,
            (byte) (1 + source / SOURCES_OF_A_NETWORK),
            (byte) (source % SOURCES_OF_A_NETWORK),
            1
        };
        try {
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        } catch (BindException _) {
            // from the one there is
        }
    }

    private int send(Socket socket, List<byte[]> some) throws IOException {
        int count =
                random.nextInt(ONE_IN) == 0 ? REQUESTS_TOO_MANY : 1 + random.nextInt(REQUESTS_MAX);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            bytes.write(some.get(random.nextInt(some.size())));
        }
        try {
            socket.getOutputStream().write(bytes.toByteArray());
        } catch (SocketException _) {
            // refused by a reset
        }
        return count;
    }

    private void receive(Socket socket) throws IOException {
        try {
            int length;
            do {
                length = socket.getInputStream().read(answer);
            } while (length >= 0);
        } catch (SocketTimeoutException | SocketException _) {
            // that is all for now, or refused by a reset
        }
    }
}
