package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.util.Objects;

class SourceTest {
    static Source source(String text) {
        return Objects.requireNonNull(Source.parse(text), text);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.60, 192.0.2.60",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "10.0.0.10, 10.0.0.10",
        "::, ::",
        "::1, ::1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8::, 2001:db8::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "fe80::204:61ff:fe9d:f156, fe80::204:61ff:fe9d:f156",
        "::ffff:192.0.2.60, 192.0.2.60",
        "::ffff:c000:23c, 192.0.2.60",
        "64:ff9b::192.0.2.60, 64:ff9b::c000:23c",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void anAddressInDigitsIsReadAndWrittenAsPeopleWriteIt(String written, String shown) {
        assertThat(source(written).text()).isEqualTo(shown);
        assertThat(source(shown)).isEqualTo(source(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.org",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-4",
                "1.2.3.4 ",
                "010.0.0.1",
                "1.2.3.04",
                "1.2.3.00",
                "::ffff:1.2.3.04",
                "0x7f.0.0.1",
                "١.٢.٣.٤",
                "1.2.3.4:80",
                ":",
                ":::",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::1.2.3",
                "[::1]",
                "fe80::1%eth0",
                "2001:db8::g",
                "1.2.3.4\u0000",
            })
    void whatIsNotAnAddressInDigitsIsNotRead(String written) {
        assertThat(Source.parse(written)).isNull();
    }

    @Test
    void aSocketsAddressAndItsMappedFormAreOneSource() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 60};
        assertThat(Source.of(mapped)).isEqualTo(source("192.0.2.60"));
        assertThat(Source.of(new byte[] {(byte) 192, 0, 2, 60})).isEqualTo(source("192.0.2.60"));
        assertThat(Source.of(InetAddress.getByAddress(mapped))).isEqualTo(source("192.0.2.60"));
        assertThat(source("192.0.2.60").isIpv4()).isTrue();
        assertThat(source("::192.0.2.60").isIpv4()).isFalse();
    }

    @Test
    void anAddressHasFourOrSixteenBytes() {
        assertThatThrownBy(() -> Source.of(new byte[5]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.255, 0, 0.0.0.0",
        "192.0.2.255, 1, 128.0.0.0",
        "192.0.2.255, 24, 192.0.2.0",
        "192.0.2.255, 31, 192.0.2.254",
        "192.0.2.255, 32, 192.0.2.255",
        "2001:db8:1:2:3:4:5:6, 0, ::",
        "2001:db8:1:2:3:4:5:6, 56, 2001:db8:1::",
        "2001:db8:1:2ff:3:4:5:6, 63, 2001:db8:1:2fe::",
        "2001:db8:1:2:3:4:5:6, 64, 2001:db8:1:2::",
        "2001:db8:1:2:8003:4:5:6, 65, 2001:db8:1:2:8000::",
        "2001:db8:1:2:3:4:5:7, 127, 2001:db8:1:2:3:4:5:6",
        "2001:db8:1:2:3:4:5:6, 128, 2001:db8:1:2:3:4:5:6",
    })
    void aPrefixKeepsItsBitsAndTheFamily(String address, int bits, String prefix) {
        assertThat(source(address).prefix(bits)).isEqualTo(source(prefix));
        assertThat(source(address).prefix(bits).isIpv4()).isEqualTo(source(address).isIpv4());
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, 33", "192.0.2.1, -1", "::1, 129", "::1, -1"})
    void aPrefixLongerThanTheFamilyIsRefused(String address, int bits) {
        Source source = source(address);
        assertThatThrownBy(() -> source.prefix(bits)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTextOfTheRecordShowsNoAddress() {
        assertThat(source("192.0.2.60")).hasToString("Source[IPv4]");
        assertThat(source("2001:db8::1")).hasToString("Source[IPv6]");
    }

    @Test
    void sourcesAreOrderedAsUnsignedNumbers() {
        assertThat(source("ffff::")).isGreaterThan(source("1::"));
        assertThat(source("1::ffff:0:0:0")).isGreaterThan(source("1::1"));
        assertThat(source("1::1")).isEqualByComparingTo(source("1::1"));
    }
}
