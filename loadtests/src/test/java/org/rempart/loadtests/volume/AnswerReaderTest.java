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

    @Test
    void theTagOfAnAnswerIsKeptAsItStandsUntilTheNextOne() {
        AnswerReader reader = new AnswerReader();
        byte[] tagged =
                "HTTP/1.1 200 OK\r\nETag:  W/\"aB9\"\r\nContent-Length: 0\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] bare = EMPTY.getBytes(StandardCharsets.US_ASCII);
        byte[] tag = new byte[AnswerReader.TAG_BYTES_MAX];

        reader.read(tagged, 0, tagged.length);
        int length = reader.tag(tag);
        assertThat(new String(tag, 0, length, StandardCharsets.US_ASCII)).isEqualTo("W/\"aB9\"");

        reader.read(bare, 0, bare.length);
        assertThat(reader.tag(tag)).isZero();
    }

    @Test
    void aTagThatIsTooLongIsNone() {
        AnswerReader reader = new AnswerReader();
        byte[] bytes =
                "HTTP/1.1 200 OK\r\nETag: \"%s\"\r\nContent-Length: 0\r\n\r\n"
                        .formatted("a".repeat(AnswerReader.TAG_BYTES_MAX))
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(reader.tag(new byte[AnswerReader.TAG_BYTES_MAX])).isZero();
    }

    @Test
    void notModifiedHasNoBodyWhateverItsLength() {
        AnswerReader reader = new AnswerReader();
        byte[] bytes =
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 52\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(reader.read(bytes, 0, bytes.length)).isEqualTo(bytes.length);
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
