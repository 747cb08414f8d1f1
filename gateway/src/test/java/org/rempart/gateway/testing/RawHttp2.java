package org.rempart.gateway.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A connection of HTTP/2 on which a test writes frames by hand (RFC 9113, section 4), and as many
/// of them as it likes.
public final class RawHttp2 implements AutoCloseable {
    // types of frames and their flags (RFC 9113, section 6)
    public static final int DATA = 0x0;
    public static final int HEADERS = 0x1;
    public static final int PRIORITY = 0x2;
    public static final int RST_STREAM = 0x3;
    public static final int SETTINGS = 0x4;
    public static final int PING = 0x6;
    public static final int GOAWAY = 0x7;
    public static final int CONTINUATION = 0x9;

    public static final int ACK = 0x1;
    public static final int END_STREAM = 0x1;
    public static final int END_HEADERS = 0x4;

    private static final int WAIT_MS_MAX = 20_000;
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    /// A frame, without its payload.
    public record Frame(int type, int flags, int stream) {}

    private final SSLSocket socket;
    private final DataInputStream in;
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();

    private RawHttp2(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /// Connects, and has said the preface and these settings.
    public static RawHttp2 connect(int port, TlsFiles files, byte[] settings) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        files.trusting()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(WAIT_MS_MAX);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        RawHttp2 made = new RawHttp2(socket);
        made.unsent.write(PREFACE);
        return made.add(SETTINGS, 0, 0, settings).send();
    }

    /// A frame for the next write.
    public RawHttp2 add(int type, int flags, int stream, byte... payload) {
        unsent.writeBytes(
                ByteBuffer.allocate(9)
                        .putInt(payload.length << 8 | type)
                        .put((byte) flags)
                        .putInt(stream)
                        .array());
        unsent.writeBytes(payload);
        return this;
    }

    /// Writes what was added.
    public RawHttp2 send() throws IOException {
        socket.getOutputStream().write(unsent.toByteArray());
        socket.getOutputStream().flush();
        unsent.reset();
        return this;
    }

    /// Sends the first bytes of what would be sent, and forgets the rest.
    public void sendOnly(int bytes) throws IOException {
        socket.getOutputStream().write(unsent.toByteArray(), 0, bytes);
        socket.getOutputStream().flush();
        unsent.reset();
    }

    /// The head of a request, of literals without indexing (RFC 7541, section 6.2.2).
    ///
    /// @param fields names and values in turn, each shorter than 127 characters
    public static byte[] head(String method, String path, String... fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, ":method", method);
        literal(block, ":scheme", "https");
        literal(block, ":path", path);
        literal(block, ":authority", "localhost");
        for (int i = 0; i < fields.length; i += 2) {
            literal(block, fields[i], fields[i + 1]);
        }
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        block.write(name.length());
        block.writeBytes(name.getBytes(US_ASCII));
        block.write(value.length());
        block.writeBytes(value.getBytes(US_ASCII));
    }

    /// A request for the next write.
    public RawHttp2 get(int stream, String path) {
        return add(HEADERS, END_HEADERS | END_STREAM, stream, head("GET", path));
    }

    /// The next frame; none when the connection has ended.
    public Optional<Frame> next() {
        try {
            int first = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            in.skipNBytes(first >>> 8);
            return Optional.of(new Frame(first & 255, flags, stream));
        } catch (java.net.SocketTimeoutException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The next frame of that type; none when the connection has ended before one.
    public Optional<Frame> next(int type) {
        Optional<Frame> frame = next();
        while (frame.isPresent() && frame.get().type() != type) {
            frame = next();
        }
        return frame;
    }

    /// Returns when the other side has ended the connection.
    public void awaitEnd() {
        while (next().isPresent()) {
            // what was on its way
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
