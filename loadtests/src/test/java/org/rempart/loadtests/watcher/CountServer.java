package org.rempart.loadtests.watcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Serves a count on 127.0.0.1, well or in one bad way.
final class CountServer implements AutoCloseable {
    /// What it does with a read.
    enum Manner {
        /// Answers 304 to who has the tag, and 200 to everybody else.
        STEADY,
        /// Counts one more with every answer.
        MOVING,
        /// Answers a tenth of a second late.
        SLOW,
        /// Never answers.
        SILENT,
        /// Answers and ends the connection, with a word.
        CLOSING,
        /// Ends the connection without an answer.
        CUTTING,
        /// Refuses.
        REFUSING
    }

    private static final String BODY = "{\"signature_count\":7}";

    private final Manner manner;
    private final ServerSocket server;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Set<String> sources = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reads = new AtomicInteger();

    CountServer(Manner manner) throws IOException {
        this.manner = manner;
        this.server = new ServerSocket(0, 1024, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int reads() {
        return reads.get();
    }

    Set<String> sources() {
        return Set.copyOf(sources);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                sources.add(socket.getInetAddress().getHostAddress());
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            return; // the test is over
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = in.readLine();
            while (line != null) {
                if (!line.equals("GET /count.json HTTP/1.1")) {
                    throw new IllegalStateException("no read of the count: " + line);
                }
                String known = "";
                for (line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    known = line.startsWith("If-None-Match: ") ? line.substring(15) : known;
                }
                String answer = answer(known, reads.incrementAndGet());
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                if (answer.isEmpty() || answer.contains("Connection: close")) {
                    return;
                }
                line = in.readLine();
            }
        } catch (IOException | InterruptedException e) {
            return; // the test is over
        }
    }

    private String answer(String known, int read) throws InterruptedException {
        return switch (manner) {
            case STEADY -> count(known, "\"aB7\"", "");
            case MOVING -> count(known, "\"" + read + "\"", "");
            case SLOW -> {
                Thread.sleep(100);
                yield count(known, "\"aB7\"", "");
            }
            case SILENT -> {
                Thread.sleep(60_000);
                yield "";
            }
            case CLOSING -> count(known, "\"aB7\"", "Connection: close\r\n");
            case CUTTING -> "";
            case REFUSING -> "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\n\r\n{}";
        };
    }

    private static String count(String known, String tag, String more) {
        return known.equals(tag)
                ? "HTTP/1.1 304 Not Modified\r\nETag: %s\r\n%s\r\n".formatted(tag, more)
                : "HTTP/1.1 200 OK\r\nETag: %s\r\nContent-Length: %d\r\n%s\r\n%s"
                        .formatted(tag, BODY.length(), more, BODY);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
