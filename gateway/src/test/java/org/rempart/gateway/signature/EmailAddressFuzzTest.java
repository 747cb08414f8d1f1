package org.rempart.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// Runs its seeds in every build; with `JAZZER_FUZZ=1` and one method named it looks for others.
class EmailAddressFuzzTest {
    static Stream<String> addresses() {
        return Stream.of(
                "",
                "A.n+x@GoogleMail.com",
                "用户＠例え。テスト",
                "jose\u0301@xn--bcher-kva.example",
                "a@" + "xn--".repeat(50) + ".org",
                "\"a b\"@[IPv6:::1]",
                "\u0130\u1E9E\uFB01@\u05D0\u0661.a\u200Db",
                "a@\uD800.org",
                "a@b\u06BE\u200C\u0627.co");
    }

    @MethodSource("addresses")
    @FuzzTest(maxDuration = "1m")
    void whateverIsReadIsAnAddressThatMeansTheSameWhenReadAgain(@NotNull String raw) {
        EmailAddress read = EmailAddress.parse(raw);
        if (read == null) {
            return;
        }
        String address = read.address();
        int at = address.indexOf('@');
        assertThat(at).isPositive().isEqualTo(address.lastIndexOf('@'));
        assertThat(address.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(EmailAddress.OCTETS_MAX);
        assertThat(address.substring(0, at).getBytes(UTF_8))
                .hasSizeLessThanOrEqualTo(EmailAddress.LOCAL_OCTETS_MAX);
        assertThat(address.substring(at + 1))
                .matches("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
        assertThat(address.codePoints())
                .noneMatch(c -> Character.isISOControl(c) || Character.isSpaceChar(c));
        assertThat(EmailAddress.parse(address)).isEqualTo(read);
        EmailAddress again = EmailAddress.parse(read.canonical());
        if (again != null) {
            assertThat(again.canonical()).isEqualTo(read.canonical());
        }
    }
}
