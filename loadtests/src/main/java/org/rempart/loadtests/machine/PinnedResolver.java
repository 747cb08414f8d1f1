package org.rempart.loadtests.machine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Looks nothing up where names are pinned: a name stands for its pin or for nothing, and no
/// address has a name. Safe for any number of threads.
final class PinnedResolver implements InetAddressResolver {
    private final InetAddressResolver system;
    private final Supplier<Optional<Pins>> pins;

    /// @param system what looks names up where none are pinned
    /// @param pins asked at every look-up, because they are known only after the first one
    PinnedResolver(InetAddressResolver system, Supplier<Optional<Pins>> pins) {
        this.system = system;
        this.pins = pins;
    }

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
            throws UnknownHostException {
        Optional<Pins> pinned = pins.get();
        if (pinned.isEmpty()) {
            return system.lookupByName(host, policy);
        }
        byte[] address =
                pinned.get()
                        .address(host)
                        .orElseThrow(() ->
                                new UnknownHostException(
                                        host + " is no name that this rehearsal goes to"))
                        .getAddress();
        return Stream.of(InetAddress.getByAddress(host, address));
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
        if (pins.get().isEmpty()) {
            return system.lookupByAddress(address);
        }
        throw new UnknownHostException("no address has a name here");
    }
}
