package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RawHttp2;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Bodies that come byte by byte, and never to their end.
class Http2BodiesTest {
    private static final byte[] USUAL = {};
    private static final byte[] DROP = {'x'};

    @TempDir private static Path folder;

    private static TlsFiles files;
    private TestServer server;
    private RawHttp2 http;

    @BeforeAll
    static void makeFiles() {
        files = TlsFiles.make(folder);
    }

    @BeforeEach
    void start() throws IOException {
        server = TestServer.withTls(files);
        http = RawHttp2.connect(server.port(), files, USUAL);
    }

    @AfterEach
    void stop() throws IOException {
        http.close();
        server.awaitOpen(0);
        server.close();
    }

    private void post(int stream, String path) throws IOException {
        http.add(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, RawHttp2.head("POST", path));
        http.send();
    }

    private void drip(int stream) throws IOException {
        http.add(RawHttp2.DATA, 0, stream, DROP).send();
    }

    /// As long as the connection lasts.
    private void dripFor(int stream, Duration time) throws IOException {
        for (long i = 0; i < time.toSeconds(); i++) {
            drip(stream);
            server.pass(Duration.ofSeconds(1));
        }
        server.sweepTwice();
    }

    @Test
    void aBodyThatIsReadHasToEndHoweverItDrips() throws IOException {
        post(1, "/body");
        Eventually.holds(() -> server.requests() == 1);
        dripFor(1, TestServer.DEADLINES.body().minusSeconds(2));
        assertThat(server.open()).isEqualTo(1);
        drip(1);
        server.pass(Duration.ofSeconds(3));
        http.awaitEnd();
        assertThat(server.closed(ClosedFor.BODY)).isEqualTo(1);
    }

    @Test
    void whatIsLeftOfOneThatIsAnsweredHasASecondOrTwo() throws IOException {
        post(1, "/");
        assertThat(http.next(RawHttp2.DATA)).isPresent();
        for (int i = 0; i < 2; i++) {
            server.sweepTwice();
            drip(1);
            server.pass(Duration.ofSeconds(1));
        }
        assertThat(http.next(RawHttp2.RST_STREAM).map(RawHttp2.Frame::stream)).contains(1);
        drip(1);
        http.get(3, "/").send();
        assertThat(http.next(RawHttp2.HEADERS).map(RawHttp2.Frame::stream)).contains(3);
        assertThat(server.closed()).isEmpty();
    }

    @Test
    void oneThatEndsSoonBehindItsAnswerIsLeftAlone() throws IOException {
        post(1, "/");
        assertThat(http.next(RawHttp2.DATA)).isPresent();
        server.sweepTwice();
        http.add(RawHttp2.DATA, RawHttp2.END_STREAM, 1, DROP).get(3, "/later").send();
        Eventually.holds(() -> server.requests() == 2);
        for (int i = 0; i < 3; i++) {
            server.pass(Duration.ofSeconds(1));
            server.sweepTwice();
        }
        server.answerThoseWaiting();
        assertThat(http.next().map(RawHttp2.Frame::type)).contains(RawHttp2.HEADERS);
    }
}
