package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.source.SourceTest.source;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;

import org.junit.jupiter.params.provider.MethodSource;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Runs its seeds in every build; with `JAZZER_FUZZ=1` and one method named it looks for others.
class SourceResolverFuzzTest {
    private static final Source PROXY = source("10.0.0.1");
    private static final Source STRANGER = source("203.0.113.9");
    private static final Source CLIENT = source("192.0.2.60");

    private final SourceResolver resolver = new SourceResolver(TrustedProxies.parse("10.0.0.0/8"));

    static Stream<String> headers() {
        return Stream.of(
                "",
                "192.0.2.60, 10.0.0.2",
                "for=192.0.2.60;proto=http;by=203.0.113.43, for=\"[2001:db8::17]:4711\"",
                "for=\"1.1.1.1, for=unknown;host=\"a\\\",b\"",
                "[::ffff:10.0.0.3]:80,,\t10.0.0.2:_x",
                "::1.2.3.4, 1.2.3, 0x7f.1, \uD800");
    }

    @MethodSource("headers")
    @FuzzTest(maxDuration = "1m")
    void noHeaderMovesTheSourceAwayFromWhatATrustedProxySaid(@NotNull String rubbish) {
        assertThat(resolve(STRANGER, "x-forwarded-for", rubbish)).isEqualTo(STRANGER);
        assertThat(resolve(STRANGER, "forwarded", rubbish)).isEqualTo(STRANGER);

        resolve(PROXY, "x-forwarded-for", rubbish);
        resolve(PROXY, "forwarded", rubbish);

        String words = rubbish + ", 192.0.2.60, 10.0.0.2";
        assertThat(resolve(PROXY, "x-forwarded-for", words)).isEqualTo(CLIENT);
        String forwarded = rubbish + ",for=\"192.0.2.60:443\";proto=https, for=10.0.0.2";
        assertThat(resolve(PROXY, "forwarded", forwarded)).isEqualTo(CLIENT);
    }

    @MethodSource("headers")
    @FuzzTest(maxDuration = "1m")
    void anAddressThatIsReadIsTheOneTheJdkReads(@NotNull String text) throws Exception {
        Source read = Source.parse(text);
        if (read != null) {
            assertThat(read).isEqualTo(Source.of(InetAddress.ofLiteral(text)));
            assertThat(Source.parse(read.text())).isEqualTo(read);
        }
    }

    private Source resolve(Source peer, String header, String value) {
        Map<String, List<String>> headers = Map.of(header, List.of(value));
        return resolver.resolve(peer, name -> headers.getOrDefault(name, List.of()));
    }
}
