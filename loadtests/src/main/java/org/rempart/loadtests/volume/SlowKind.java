package org.rempart.loadtests.volume;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a slow connection says before it slows down, and what it drips then, a byte a second.
enum SlowKind {
    /// Nothing at all.
    SILENT("", ""),
    /// A request line that does not end.
    FIRST_LINE("", "GET /petitions/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    /// A header that does not end.
    HEADER("GET /petitions.json HTTP/1.1\r\nHost: %h\r\nX-Slow: ", "a".repeat(100)),
    /// A body of a thousand bytes.
    BODY(
            "POST %s HTTP/1.1\r\nHost: %h\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n",
            "{\"name\":\"" + "a".repeat(100));

    private final String begin;

    // written to by nobody
    @SuppressWarnings("ImmutableEnumChecker")
    private final byte[] drip;

    SlowKind(String begin, String drip) {
        this.begin = begin;
        this.drip = drip.getBytes(StandardCharsets.US_ASCII);
    }

    /// @param host what a request says as `Host`
    /// @param path where a signature is posted to
    byte[] begin(String host, String path) {
        return begin.replace("%h", host).replace("%s", path).getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether it says anything ever: who does not shakes no hands either.
    boolean speaks() {
        return drip.length > 0;
    }

    /// Whether there is a byte to drip in that second of its life.
    boolean drips(int second) {
        return second < drip.length;
    }

    byte drip(int second) {
        return drip[second];
    }

    /// Its name in reports.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
