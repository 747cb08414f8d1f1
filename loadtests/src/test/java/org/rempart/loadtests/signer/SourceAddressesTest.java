package org.rempart.loadtests.signer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.stream.LongStream;

final class SourceAddressesTest {
    @Test
    void everyGenuineSignerHasAnAddressOfTheirOwn() {
        assertThat(LongStream.range(0, 65_024).mapToObj(SourceAddresses::ofPerson).distinct())
                .hasSize(65_024);
        assertThat(SourceAddresses.ofPerson(65_024)).isEqualTo(SourceAddresses.ofPerson(0));
    }

    @Test
    void noAddressIsTheEndOfItsBlock() {
        assertThat(SourceAddresses.ofPerson(0)).isEqualTo(InetAddress.ofLiteral("127.1.0.1"));
        assertThat(SourceAddresses.ofPerson(1)).isEqualTo(InetAddress.ofLiteral("127.1.1.1"));
        assertThat(SourceAddresses.ofPerson(65_023))
                .isEqualTo(InetAddress.ofLiteral("127.1.255.254"));
    }

    @Test
    void theAttackersAreCountedFromOne() {
        assertThat(SourceAddresses.ofAttackers(218))
                .startsWith("127.0.1.1")
                .endsWith("127.0.1.218");
    }
}
