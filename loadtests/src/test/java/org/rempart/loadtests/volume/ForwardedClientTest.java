package org.rempart.loadtests.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

final class ForwardedClientTest {
    @Test
    void everyClientHasAnAddressOfItsOwn() {
        Set<String> seen = new HashSet<>();
        for (long client = 0; client < 100_000; client++) {
            String address = address(client);
            assertThat(InetAddress.ofLiteral(address).getAddress())
                    .hasSize(client % 2 == 0 ? 4 : 16);
            // of IPv6 the first 64 bits are a client's own
            seen.add(client % 2 == 0 ? address : address.substring(0, 19));
        }
        assertThat(seen).hasSize(100_000);
    }

    @Test
    void itsPlaceInARequestIsFound() {
        assertThat(ForwardedClient.place("X: " + ForwardedClient.IPV4)).isEqualTo(3);
        assertThat(ForwardedClient.place("X: " + ForwardedClient.IPV6)).isEqualTo(3);
        assertThat(ForwardedClient.place("X: ")).isNegative();
    }

    private static String address(long client) {
        String place = client % 2 == 0 ? ForwardedClient.IPV4 : ForwardedClient.IPV6;
        ByteBuffer out = ByteBuffer.wrap((" " + place).getBytes(StandardCharsets.US_ASCII));
        ForwardedClient.write(out, 1, client);
        return new String(out.array(), StandardCharsets.US_ASCII).strip();
    }
}
