package org.rempart.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.storage.SignatureReader.Position;

import java.time.Instant;

class PageTokenTest {
    @Test
    void aTokenLeadsBackToWhereThePageEnded() {
        Position held = new Position.Held(Instant.parse("2026-11-22T08:00:00.123456Z"), "a_b-C1");
        Position seated = new Position.Seated(Buffer.buffer(new byte[] {-1, 0, 1}), 4);
        assertThat(PageToken.of(held)).isEqualTo("h1795334400123456.a_b-C1");
        assertThat(PageToken.read(PageToken.of(held))).isEqualTo(held);
        assertThat(PageToken.of(seated)).isEqualTo("4._wAB");
        assertThat(PageToken.read(PageToken.of(seated))).isEqualTo(seated);
        assertThat(PageToken.read(null)).isEqualTo(Position.START);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "x",
                "1",
                "h1",
                "h.a",
                "-1.a",
                "100000.aa",
                "h10000000000000000.a",
                "1.a",
                "1.a+b=",
                "h1.a.b",
                "h1.a b",
                "1.aa\n"
            })
    void whatNoPageEndedWithIsNone(String token) {
        assertThat(PageToken.read(token)).isNull();
    }
}
