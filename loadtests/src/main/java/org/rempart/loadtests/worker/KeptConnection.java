package org.rempart.loadtests.worker;

import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.machine.Tls;
import org.rempart.loadtests.signer.Departures;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One connection, kept between requests and opened again when the gateway has ended it. It reads
/// what the gateway's contract lets it send: answers with a `Content-Length`. Blocks; of one
/// thread.
final class KeptConnection implements AutoCloseable {
    private static final int CONNECT_MS_MAX = 10_000;

    /// Longer than the gateway holds anybody back.
    private static final int ANSWER_MS_MAX = 30_000;

    private static final int LINE_BYTES_MAX = 8 * 1024;

    private static final int HEADERS_MAX = 64;

    /// A challenge has 300 bytes.
    private static final int BODY_BYTES_MAX = 64 * 1024;

    private final InetAddress from;
    private final PublicSide to;
    private final String forwardedFor;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    KeptConnection(InetAddress from, PublicSide to) {
        this(from, to, new Departures());
    }

    /// @param somebody whose connection it is
    KeptConnection(InetAddress somebody, PublicSide to, Departures departures) {
        this.from = departures.from(somebody);
        this.to = to;
        this.forwardedFor =
                departures
                        .forwardedFor(somebody)
                        .map(who -> "%s: %s\r\n".formatted(Departures.FORWARDED_FOR, who))
                        .orElse("");
    }

    Reply get(String path) throws IOException {
        return send("GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n".formatted(path, host(), forwardedFor));
    }

    /// @param json ASCII only
    Reply post(String path, String json) throws IOException {
        return send(
                "POST %s HTTP/1.1\r\nHost: %s\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, host(), forwardedFor, json.length(), json));
    }

    private String host() {
        return to.authority();
    }

    private Reply send(String request) throws IOException {
        try {
            if (!socket.isConnected() || socket.isClosed()) {
                open();
            }
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return read();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Opens it before there is something to send.
    void open() throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_MS_MAX);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(to.address(), CONNECT_MS_MAX);
        if (to.secure()) {
            socket = Tls.over(socket, to);
        }
        in = new BufferedInputStream(socket.getInputStream());
    }

    private Reply read() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2 || !status[1].matches("\\d{3}")) {
            throw new IOException("not an answer");
        }
        int length = 0;
        long retryAfterS = 0;
        boolean last = false;
        String header = line();
        for (int headers = 0; !header.isEmpty(); headers++) {
            int colon = header.indexOf(':');
            if (colon < 1 || headers == HEADERS_MAX) {
                throw new IOException("not a header, or too many");
            }
            String value = header.substring(colon + 1).strip();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = (int) number(value, BODY_BYTES_MAX);
                case "retry-after" -> retryAfterS = number(value, Integer.MAX_VALUE);
                case "connection" -> last = value.equalsIgnoreCase("close");
                default -> {}
            }
            header = line();
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("an answer was cut off");
        }
        if (last) {
            close();
        }
        return new Reply(
                Integer.parseInt(status[1]), new String(body, StandardCharsets.UTF_8), retryAfterS);
    }

    private static long number(String value, long most) throws IOException {
        if (!value.matches("\\d{1,10}") || Long.parseLong(value) > most) {
            throw new IOException("not a number up to " + most);
        }
        return Long.parseLong(value);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int b = in.read();
        while (b != '\n') {
            if (b < 0) {
                throw new EOFException("the connection was ended");
            }
            if (line.length() == LINE_BYTES_MAX) {
                throw new IOException("a line without an end");
            }
            line.append((char) b);
            b = in.read();
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
