package org.rempart.gateway.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection on which bytes are written as they stand, and everything that comes back is read.
final class Wire implements AutoCloseable {
    private static final Pattern STATUS =
            Pattern.compile("HTTP/1\\.[01] (\\d{3}) [^\\r\\n]*\\r\\n");
    private static final int SILENCE_MS = 100;

    private final Socket socket;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private boolean ended;

    Wire(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes each character as one byte; what nobody reads any more is nobody's fault.
    Wire send(String latin1) {
        return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException _) {
            // closed by the other end: what it said before is still to be read
        }
        return this;
    }

    /// Says that nothing more will come.
    Wire finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException _) {
            // closed by the other end
        }
        return this;
    }

    /// Reads until so many answers have come and none is coming after them, or the end.
    ///
    /// @throws AssertionError when neither happens in time
    Wire await(int answers, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!ended && (statuses().size() < answers || !isQuiet())) {
            readSome(SILENCE_MS);
            if (System.nanoTime() > end) {
                throw new AssertionError("neither answered nor closed: " + text());
            }
        }
        return this;
    }

    /// Reads to the end of the connection.
    ///
    /// @throws AssertionError when it does not come in time
    Wire awaitEnd(Duration deadline) {
        return await(Integer.MAX_VALUE, deadline);
    }

    private boolean isQuiet() {
        int before = read.size();
        readSome(SILENCE_MS);
        return !ended && read.size() == before;
    }

    private void readSome(int waitMs) {
        byte[] bytes = new byte[8_192];
        try {
            socket.setSoTimeout(waitMs);
            int count = socket.getInputStream().read(bytes);
            if (count < 0) {
                ended = true;
            } else {
                read.write(bytes, 0, count);
            }
        } catch (SocketTimeoutException _) {
            // nothing, so far
        } catch (SocketException _) {
            ended = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The statuses of the answers that have come, in their order.
    List<Integer> statuses() {
        List<Integer> statuses = new ArrayList<>();
        Matcher matcher = STATUS.matcher(text());
        while (matcher.find()) {
            statuses.add(Integer.valueOf(matcher.group(1)));
        }
        return statuses;
    }

    /// Whether the other end has closed the connection.
    boolean isClosed() {
        return ended;
    }

    String text() {
        return read.toString(StandardCharsets.ISO_8859_1);
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
