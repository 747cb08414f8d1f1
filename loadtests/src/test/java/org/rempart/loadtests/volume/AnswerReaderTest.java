package org.rempart.loadtests.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

final class AnswerReaderTest {
    private static final String REFUSED =
            "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 42\r\nRetry-After: 5\r\n\r\n"
                    + "{\"status\":429,\"code\":\"source_over_budget\"}";
    private static final String SPACED =
            "HTTP/1.1 403 Forbidden\r\ncontent-length: 25\r\n\r\n{ \"code\" : \"malformed\" }\n";
    private static final String GIVEN =
            "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n\"code\":\"not_a_code\"!";
    private static final String EMPTY =
            "HTTP/1.1 304 Not Modified\r\nConnection: close\r\ncontent-length: 0\r\n\r\n";

    @Test
    void answersAreReadWhereverTheyAreCut() {
        byte[] bytes = (REFUSED + SPACED + GIVEN + EMPTY).getBytes(StandardCharsets.US_ASCII);
        List<String> whole = read(bytes, bytes.length);

        assertThat(whole)
                .containsExactly(
                        "429 " + "source_over_budget".hashCode() + " false",
                        "403 " + "malformed".hashCode() + " false",
                        "200 0 false",
                        "304 0 true");
        for (int part = 1; part < bytes.length; part++) {
            assertThat(read(bytes, part)).isEqualTo(whole);
        }
    }

    @Test
    void anAnswerWithoutALengthIsAStream() {
        AnswerReader reader = new AnswerReader();
        byte[] bytes =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(reader.streams()).isTrue();
    }

    private static List<String> read(byte[] bytes, int part) {
        AnswerReader reader = new AnswerReader();
        List<String> answers = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += part) {
            int to = Math.min(bytes.length, from + part);
            int at = from;
            while (at >= 0 && at < to) {
                at = reader.read(bytes, at, to);
                if (at >= 0) {
                    answers.add(
                            "%d %d %s".formatted(reader.status(), reader.code(), reader.closes()));
                }
            }
        }
        return answers;
    }
}
