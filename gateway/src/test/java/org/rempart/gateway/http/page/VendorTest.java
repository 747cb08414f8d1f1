package org.rempart.gateway.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.security.MessageDigest;
import java.util.HexFormat;

/// The widget is the one of the npm package `altcha` 3.2.2, to the byte.
final class VendorTest {
    @ParameterizedTest
    @CsvSource({
        "altcha.min.js, 959494398e8fcde3414d09309ade24b444ede098b04dec1514f4754279bff031",
        "altcha.css, 03622256effb4e962d0c1da9a59684cf237f541f290703934c07a97dabcbad47",
        "sha.js, 47f99223e06444e4b11bd74ed4ebe68e3b13a3ba99f778d013111e6c6cb43074",
    })
    void theStockFileIsUnmodified(String name, String sha256) throws Exception {
        byte[] bytes = Assets.load().find(name).orElseThrow().bytes().getBytes();

        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
                .isEqualTo(sha256);
    }
}
