package org.rempart.loadtests.machine;

import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Optional;

/// Has all clients of a virtual machine, whatever library they are of, go to the addresses that
/// were pinned ([Pins]). The JDK makes it, by its name in `META-INF/services`.
public final class PinnedNames extends InetAddressResolverProvider {
    @Override
    public InetAddressResolver get(Configuration configuration) {
        return over(configuration.builtinResolver());
    }

    /// @param system what looks names up where none are pinned
    static InetAddressResolver over(InetAddressResolver system) {
        return new PinnedResolver(
                system,
                () -> Optional.ofNullable(System.getProperty(Pins.PROPERTY)).map(Pins::parse));
    }

    @Override
    public String name() {
        return "names that are looked up once";
    }
}
