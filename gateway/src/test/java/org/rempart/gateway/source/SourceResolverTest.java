package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.source.SourceTest.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class SourceResolverTest {
    private static final String PROXY = "10.0.0.1";

    private final SourceResolver resolver =
            new SourceResolver(TrustedProxies.parse("10.0.0.0/8, fd00::/8"));

    private String resolve(String peer, List<String> forwarded, List<String> xForwardedFor) {
        Map<String, List<String>> headers =
                Map.of("forwarded", forwarded, "x-forwarded-for", xForwardedFor);
        return resolver.resolve(source(peer), name -> headers.getOrDefault(name, List.of())).text();
    }

    @Test
    void anUntrustedPeerIsTheSourceAndItsHeadersAreNotEvenRead() {
        Source peer = source("203.0.113.9");
        Source resolved =
                resolver.resolve(
                        peer,
                        name -> {
                            throw new AssertionError("read " + name);
                        });
        assertThat(resolved).isSameAs(peer);
    }

    @Test
    void aTrustedPeerWithoutAHeaderIsTheSource() {
        assertThat(resolve(PROXY, List.of(), List.of())).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one hop | 192.0.2.60 | 192.0.2.60",
                "made-up hops stand to the left | 1.1.1.1, 2.2.2.2, 192.0.2.60 | 192.0.2.60",
                "a made-up trusted hop too | 1.1.1.1, 10.9.9.9, 192.0.2.60 | 192.0.2.60",
                "trusted hops are passed over | 192.0.2.60, 10.0.0.3, 10.0.0.2 | 192.0.2.60",
                "trusted hops only | 10.0.0.4, 10.0.0.3 | 10.0.0.4",
                "a port | 192.0.2.60:47011 | 192.0.2.60",
                "IPv6 alone | 2001:db8::17 | 2001:db8::17",
                "IPv6 in brackets | [2001:db8::17] | 2001:db8::17",
                "IPv6 and a port | [2001:db8::17]:443 | 2001:db8::17",
                "a trusted IPv6 hop | 192.0.2.60, fd00::1 | 192.0.2.60",
                "mapped IPv6 | ::ffff:192.0.2.60 | 192.0.2.60",
                "a mapped trusted hop | 192.0.2.60, ::ffff:10.0.0.2 | 192.0.2.60",
                "no white space | 1.1.1.1,192.0.2.60,10.0.0.2 | 192.0.2.60",
                "much white space | '\t 192.0.2.60 \t,  10.0.0.2 ' | 192.0.2.60",
                "nothing | '' | 10.0.0.1",
                "commas | ',,,' | 10.0.0.1",
                "an empty hop at the end | 192.0.2.60, | 10.0.0.1",
                "rubbish at the end | 192.0.2.60, rubbish | 10.0.0.1",
                "rubbish behind a trusted hop | 192.0.2.60, rubbish, 10.0.0.2 | 10.0.0.2",
                "unknown | unknown | 10.0.0.1",
                "a name | localhost | 10.0.0.1",
                "a port too many | 192.0.2.60:65536 | 10.0.0.1",
                "the last port | 192.0.2.60:65535 | 192.0.2.60",
                "an empty port | 192.0.2.60: | 10.0.0.1",
                "a port with a sign | 192.0.2.60:+80 | 10.0.0.1",
                "an open bracket | [2001:db8::17 | 10.0.0.1",
                "IPv4 in brackets | [192.0.2.60] | 10.0.0.1",
                "something behind the bracket | [2001:db8::17]x | 10.0.0.1",
                "a quoted hop | \"192.0.2.60\" | 10.0.0.1",
                "a zone | fe80::1%eth0 | 10.0.0.1",
            })
    void xForwardedForIsWalkedFromTheRight(String what, String header, String expected) {
        assertThat(resolve(PROXY, List.of(), List.of(header))).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "one hop | for=192.0.2.60 | 192.0.2.60",
                "any case | FoR=192.0.2.60;Proto=http | 192.0.2.60",
                "other pairs | proto=http;by=203.0.113.43;for=192.0.2.60 | 192.0.2.60",
                "a quoted port | for=\"192.0.2.60:47011\" | 192.0.2.60",
                "quoted IPv6 | for=\"[2001:db8:cafe::17]\" | 2001:db8:cafe::17",
                "quoted IPv6 and a port | for=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe::17",
                "an obfuscated port | for=\"192.0.2.60:_p-1.x\" | 192.0.2.60",
                "made-up hops | for=1.1.1.1, for=10.9.9.9, for=192.0.2.60 | 192.0.2.60",
                "trusted hops | for=192.0.2.60, for=\"[fd00::1]\", for=10.0.0.2 | 192.0.2.60",
                "a quoted comma | for=192.0.2.60;host=\"a,b\" | 192.0.2.60",
                "a quoted semicolon | host=\"a;for=1.1.1.1\";for=192.0.2.60 | 192.0.2.60",
                "an open quote to the left | for=\"1.1.1.1, for=192.0.2.60 | 192.0.2.60",
                "a quote left open around | for=\"x, for=10.0.0.2, for=192.0.2.60 | 192.0.2.60",
                "a quote left open behind | for=1.1.1.1;host=\" | 10.0.0.1",
                "an escaped quote | for=192.0.2.60;host=\"x\\\",for=6.6.6.6;host=\\\"y\" | 10.0.0.1",
                "a made-up element | host=\"x\\\",for=6.6.6.6;host=\\\"\" | 10.0.0.1",
                "a backslash | for=192.0.2.60;host=\"a\\\\b\" | 192.0.2.60",
                "unknown | for=unknown | 10.0.0.1",
                "unknown behind a trusted hop | for=1.1.1.1, for=unknown, for=10.0.0.2 | 10.0.0.2",
                "an obfuscated identifier | for=_gazonk | 10.0.0.1",
                "no for | proto=http | 10.0.0.1",
                "two fors | for=192.0.2.60;for=1.1.1.1 | 10.0.0.1",
                "no pair | 192.0.2.60 | 10.0.0.1",
                "a pair without a name | =192.0.2.60 | 10.0.0.1",
                "half a quote | for=\"192.0.2.60 | 10.0.0.1",
                "a quote inside | for=192.0.2.60\"x\" | 10.0.0.1",
                "nothing | `` | 10.0.0.1",
                "an empty pair | ;for=192.0.2.60; | 192.0.2.60",
            })
    void forwardedIsWalkedFromTheRight(String what, String header, String expected) {
        assertThat(resolve(PROXY, List.of(header), List.of())).as(what).isEqualTo(expected);
    }

    @Test
    void severalLinesOfAHeaderAreOneList() {
        assertThat(
                        resolve(
                                PROXY,
                                List.of(),
                                List.of("1.1.1.1", "192.0.2.60, 10.0.0.3", "10.0.0.2")))
                .isEqualTo("192.0.2.60");
        assertThat(resolve(PROXY, List.of("for=1.1.1.1", "for=192.0.2.60"), List.of()))
                .isEqualTo("192.0.2.60");
    }

    @Test
    void twoHeadersThatAgreeAreBelieved() {
        assertThat(
                        resolve(
                                PROXY,
                                List.of("for=192.0.2.60;proto=https, for=10.0.0.2"),
                                List.of("192.0.2.60")))
                .isEqualTo("192.0.2.60");
    }

    @Test
    void aHeaderThatAProxyPassedOnAsTheClientSentItIsNotBelieved() {
        List<String> honest = List.of("192.0.2.60");
        assertThat(resolve(PROXY, List.of("for=1.1.1.1"), honest)).isEqualTo(PROXY);
        assertThat(resolve(PROXY, List.of("rubbish"), honest)).isEqualTo(PROXY);
        assertThat(resolve(PROXY, List.of("for=192.0.2.60"), List.of("1.1.1.1"))).isEqualTo(PROXY);
    }

    @Test
    void nobodyIsBelievedWhenNoProxyIsTrusted() {
        SourceResolver strict = new SourceResolver(TrustedProxies.none());
        assertThat(strict.resolve(source(PROXY), name -> List.of("192.0.2.60")).text())
                .isEqualTo(PROXY);
    }

    @Test
    void theWalkEndsAfterSoManyHops() {
        String lastSeen = "192.0.2.60" + ", 10.0.0.2".repeat(SourceResolver.HOPS_MAX - 1);
        assertThat(resolve(PROXY, List.of(), List.of(lastSeen))).isEqualTo("192.0.2.60");
        String tooFar = "192.0.2.60" + ", 10.0.0.2".repeat(SourceResolver.HOPS_MAX);
        assertThat(resolve(PROXY, List.of(), List.of(tooFar))).isEqualTo("10.0.0.2");
    }

    @Test
    void theWalkEndsAfterSoManyCharactersAndRubbishToTheLeftCostsNothing() {
        String hop = ",192.0.2.60";
        int room = SourceResolver.HEADER_CHARS_MAX - hop.length();
        String atTheLimit = "x" + hop + " ".repeat(room);
        assertThat(resolve(PROXY, List.of(), List.of(atTheLimit))).isEqualTo("192.0.2.60");
        assertThat(resolve(PROXY, List.of(), List.of(atTheLimit + " "))).isEqualTo(PROXY);
        String heap = "9".repeat(60_000) + hop;
        assertThat(resolve(PROXY, List.of(), List.of(heap))).isEqualTo("192.0.2.60");
    }
}
