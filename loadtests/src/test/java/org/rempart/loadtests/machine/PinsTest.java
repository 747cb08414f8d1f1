package org.rempart.loadtests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

final class PinsTest {
    private static final LookupPolicy ANY = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6);

    /// Says another address at every look-up: 127.0.0.1, 127.0.0.2 …
    private static final class Changing implements InetAddressResolver {
        private final AtomicInteger lookups = new AtomicInteger();

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) {
            return Stream.of(InetAddress.ofLiteral("127.0.0." + lookups.incrementAndGet()));
        }

        @Override
        public String lookupByAddress(byte[] address) {
            lookups.incrementAndGet();
            return "anybody.example";
        }
    }

    private final Changing system = new Changing();
    private final AtomicReference<Optional<Pins>> pins = new AtomicReference<>(Optional.empty());
    private final PinnedResolver resolver = new PinnedResolver(system, pins::get);

    private String address(String name) throws UnknownHostException {
        return resolver.lookupByName(name, ANY).findFirst().orElseThrow().getHostAddress();
    }

    @Test
    void aNameStandsForWhatItStoodForFirst() throws Exception {
        pins.set(Optional.of(Pins.look(List.of("a.example"), this::looked)));

        assertThat(address("a.example")).isEqualTo("127.0.0.1");
        assertThat(address("A.Example")).isEqualTo("127.0.0.1");
        assertThat(system.lookups).hasValue(1);
        assertThat(resolver.lookupByName("a.example", ANY).findFirst().orElseThrow().getHostName())
                .isEqualTo("a.example");
    }

    private InetAddress looked(String name) throws UnknownHostException {
        return resolver.lookupByName(name, ANY).findFirst().orElseThrow();
    }

    @Test
    void noOtherNameStandsForAnything() {
        pins.set(Optional.of(new Pins(Map.of())));

        assertThatThrownBy(() -> address("a.example")).isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> resolver.lookupByAddress(new byte[] {127, 0, 0, 1}))
                .isInstanceOf(UnknownHostException.class);
        assertThat(system.lookups).hasValue(0);
    }

    @Test
    void withoutPinsTheSystemIsAsked() throws Exception {
        assertThat(address("a.example")).isEqualTo("127.0.0.1");
        assertThat(address("a.example")).isEqualTo("127.0.0.2");
        assertThat(resolver.lookupByAddress(new byte[] {127, 0, 0, 1}))
                .isEqualTo("anybody.example");
    }

    @Test
    void addressesAreNotLookedUpAndNoNameTwice() throws Exception {
        Pins found =
                Pins.look(
                        List.of("127.0.0.9", "fd00::1", "a.example", "A.example", "b.example"),
                        this::looked);

        assertThat(found.addresses()).containsOnlyKeys("a.example", "b.example");
        assertThat(system.lookups).hasValue(2);
        assertThat(Pins.parse(found.text())).isEqualTo(found);
        assertThat(Pins.parse("").addresses()).isEmpty();
    }

    @Test
    void aNameThatNobodyKnowsIsNamed() {
        assertThatThrownBy(() ->
                        Pins.look(
                                List.of("nowhere.example"),
                                name -> {
                                    throw new UnknownHostException(name);
                                }))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("nobody knows the address of nowhere.example");
    }

    @Test
    void theVirtualMachineAsksIt() {
        assertThat(ServiceLoader.load(InetAddressResolverProvider.class))
                .hasAtLeastOneElementOfType(PinnedNames.class);
    }
}
