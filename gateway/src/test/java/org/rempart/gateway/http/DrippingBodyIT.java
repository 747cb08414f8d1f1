package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.gateway.testing.RawHttp2;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TlsFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/// Bodies over HTTP/2 that come byte by byte and never end: those that are read, and those of
/// requests that were refused before.
class DrippingBodyIT {
    private static final String SIGNATURES = "/petitions/demo/signatures";
    private static final byte[] USUAL = {};
    private static final byte[] DROP = {'{'};
    private static final int DRIP_MS = 100;

    /// What a machine with other things to do may dawdle.
    private static final Duration MARGIN = Duration.ofMillis(1_500);

    @TempDir private static Path folder;

    private static TlsFiles files;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        files = TlsFiles.make(folder);
        gateway = RunningGateway.on(TestDatabase.create(), files.variables());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /// Drips until the other side has had enough.
    private static Thread drip(RawHttp2 http, AtomicBoolean enough) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        while (!enough.get()) {
                            http.add(RawHttp2.DATA, 0, 1, DROP).send();
                            Thread.sleep(DRIP_MS);
                        }
                    } catch (IOException | InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    @ParameterizedTest(name = "{0} {1} of {2} bytes")
    @CsvSource({
        "POST, " + SIGNATURES + ", '', false, 5",
        "POST, " + SIGNATURES + ", 4000, false, 5",
        "POST, " + SIGNATURES + ", 5000, true, 2",
        "POST, /petitions/nowhere/signatures, '', true, 2",
        "POST, /petitions/nowhere/signatures, 4000, true, 2",
        "PUT, " + SIGNATURES + ", '', true, 2",
        "GET, /petitions/demo, '', true, 2"
    })
    void eachEndsByItsDeadline(
            String method, String path, String length, boolean isAnswered, int deadlineS)
            throws IOException, InterruptedException {
        AtomicBoolean enough = new AtomicBoolean();
        try (RawHttp2 http = RawHttp2.connect(gateway.publicPort(), files, USUAL)) {
            byte[] head =
                    length.isEmpty()
                            ? RawHttp2.head(method, path)
                            : RawHttp2.head(method, path, "content-length", length);
            long begun = System.nanoTime();
            http.add(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, head).send();
            Thread dripping = drip(http, enough);
            try {
                if (isAnswered) {
                    assertThat(http.next(RawHttp2.HEADERS)).isPresent();
                }
                assertThat(http.next(RawHttp2.RST_STREAM)).isPresent();
            } finally {
                enough.set(true);
                dripping.join();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(deadlineS).plus(MARGIN));
            http.get(3, "/petitions/demo/count.json").send();
            assertThat(http.next(RawHttp2.HEADERS)).isPresent();
        }
    }
}
