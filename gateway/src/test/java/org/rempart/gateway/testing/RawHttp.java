package org.rempart.gateway.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A connection of HTTP/1.1 on which a test writes what no client library would: half a request, or
/// many at once.
public final class RawHttp implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Socket socket;
    private final InputStream in;

    /// Connects to that port of this machine.
    public RawHttp(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An answer with its whole body.
    public record Reply(int status, List<String> head, String body) {
        /// A header, when it is there.
        public Optional<String> header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return head.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        }
    }

    /// Sends that text as it stands.
    public void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A POST of JSON, whole.
    public static String post(String path, String body) {
        return head(path, body.getBytes(StandardCharsets.UTF_8).length) + body;
    }

    /// The head of a POST of JSON that announces a body of that many bytes.
    public static String head(String path, int bytes) {
        return "POST %s HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(path, bytes);
    }

    /// The next answer; none when the connection has ended instead.
    public Optional<Reply> reply() {
        try {
            List<String> head = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                head.add(line);
            }
            if (head.isEmpty()) {
                return Optional.empty();
            }
            int status = Integer.parseInt(head.getFirst().split(" ", -1)[1]);
            Reply reply = new Reply(status, head, "");
            int length = reply.header("Content-Length").map(Integer::parseInt).orElse(0);
            byte[] body = in.readNBytes(length);
            return Optional.of(new Reply(status, head, new String(body, StandardCharsets.UTF_8)));
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException _) {
            return Optional.empty(); // reset
        }
    }

    /// Empty at the end of the head, and of the connection.
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
