package org.rempart.loadtests.signer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

final class DeparturesTest {
    private static final InetAddress SOMEBODY = InetAddress.ofLiteral("127.1.200.7");

    private static InetAddress address(String number) {
        return InetAddress.ofLiteral(number);
    }

    @Test
    void onThisMachineEverybodyComesFromTheirOwnAddress() {
        Departures departures = new Departures();

        assertThat(departures.from(SOMEBODY)).isEqualTo(SOMEBODY);
        assertThat(departures.forwardedFor(SOMEBODY)).isEmpty();
        assertThat(departures.said()).isEmpty();
    }

    @Test
    void elsewhereEverybodyComesFromTheMachinesAddressesAndAlwaysFromTheSame() {
        List<InetAddress> own = List.of(address("192.0.2.10"), address("192.0.2.11"));
        Departures departures = new Departures(own, false);
        List<String> sources = SourceAddresses.ofAttackers(218);

        Set<String> from = departures.from(sources).stream().collect(Collectors.toSet());

        assertThat(from).containsExactlyInAnyOrder("192.0.2.10", "192.0.2.11");
        assertThat(departures.from(SOMEBODY)).isEqualTo(departures.from(SOMEBODY));
        assertThat(departures.forwardedFor(sources)).isEmpty();
        assertThat(departures.said().orElseThrow()).contains("2 addresses");
    }

    @Test
    void whoSharesAnAddressIsTakenForOneSource() {
        List<InetAddress> many =
                SourceAddresses.ofAttackers(20).stream().map(InetAddress::ofLiteral).toList();

        assertThat(new Departures(List.of(address("192.0.2.10")), false).taken(many, 19)).isZero();
        assertThat(new Departures(List.of(address("192.0.2.10")), true).taken(many, 19))
                .isEqualTo(19);
        assertThat(new Departures().taken(many, 19)).isEqualTo(19);
    }

    @Test
    void aGatewayThatBelievesItIsToldWhoEverybodyIs() {
        Departures departures = new Departures(List.of(address("192.0.2.10")), true);

        assertThat(departures.from(SOMEBODY)).isEqualTo(address("192.0.2.10"));
        assertThat(departures.forwardedFor(SOMEBODY)).contains("10.1.200.7");
        assertThat(departures.forwardedFor(SourceAddresses.ofBots(4_000)))
                .doesNotHaveDuplicates()
                .allMatch(who -> who.startsWith("10.254."));
        assertThat(departures.said().orElseThrow()).contains("10.0.0.0/8");
    }

    @Test
    void whatIsStoppedNeverBeginsAgain() {
        Departures departures = new Departures();
        assertThatCode(departures::check).doesNotThrowAnyException();

        departures.stop();

        assertThatThrownBy(departures::check).isInstanceOf(IOException.class);
    }
}
