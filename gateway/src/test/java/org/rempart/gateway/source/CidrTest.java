package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.gateway.source.SourceTest.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;

class CidrTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 9.255.255.255, false",
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7/32, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "::/0, ::ffff:203.0.113.9, false",
        "2001:db8::/32, 2001:db7:ffff::, false",
        "2001:db8::/32, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/65, 2001:db8::7fff:0:0:1, true",
        "2001:db8::/65, 2001:db8::8000:0:0:1, false",
        "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1, 2001:db8::2, false",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
    })
    void aBlockHoldsTheAddressesOfItsPrefix(String block, String address, boolean held) {
        assertThat(Cidr.parse(block).contains(source(address))).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.0/1e1",
                "10.0.0/8",
                "10.0.0.1/8",
                "::/129",
                "::1/64",
                "::ffff:10.0.0.0/95",
                "proxy.example/24",
                "10.0.0.0/99999999999",
            })
    void aTextThatIsNotABlockIsRefusedInASentenceThatQuotesIt(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void aListOfBlocksIsReadWithItsWhiteSpaceAndEmptyParts() {
        TrustedProxies proxies = TrustedProxies.parse(" 10.0.0.0/8, ,2001:db8::/32 ,");
        assertThat(proxies.blocks())
                .containsExactly(Cidr.parse("10.0.0.0/8"), Cidr.parse("2001:db8::/32"));
        assertThat(proxies.trusts(source("10.9.9.9"))).isTrue();
        assertThat(proxies.trusts(source("2001:db8::9"))).isTrue();
        assertThat(proxies.trusts(source("11.0.0.1"))).isFalse();
    }

    @Test
    void anEmptySettingTrustsNobody() {
        assertThat(TrustedProxies.parse("")).isEqualTo(TrustedProxies.none());
        assertThat(TrustedProxies.none().trusts(source("127.0.0.1"))).isFalse();
    }

    @Test
    void theNumberOfBlocksIsBounded() {
        List<String> atTheLimit = Collections.nCopies(TrustedProxies.BLOCKS_MAX, "10.0.0.0/8");
        assertThat(TrustedProxies.parse(atTheLimit).blocks()).hasSize(TrustedProxies.BLOCKS_MAX);
        String oneMore = "10.0.0.0/8,".repeat(TrustedProxies.BLOCKS_MAX + 1);
        assertThatThrownBy(() -> TrustedProxies.parse(oneMore))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
