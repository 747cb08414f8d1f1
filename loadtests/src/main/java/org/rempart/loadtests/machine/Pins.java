package org.rempart.loadtests.machine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Names, each with the one address it stands for as long as a run lasts. A name is looked up once;
/// what it stands for later, and for whom, changes nothing.
///
/// @param addresses by name, in lower case
public record Pins(Map<String, InetAddress> addresses) {
    /// System property that holds them for a virtual machine, see [PinnedNames], and for those it
    /// starts: `name=address` with commas between. Where it is not set names are looked up as ever.
    static final String PROPERTY = "rempart.pinned";

    /// Nobody's (RFC 2606, 2): it stands for something only where pins do.
    private static final String TRIED = "pinned.invalid";

    private static final String TRIED_ADDRESS = "127.0.0.1";

    public Pins {
        addresses = Map.copyOf(addresses);
    }

    /// Looks a name up, as the system does.
    public interface Lookup {
        /// The first of its addresses.
        InetAddress of(String name) throws UnknownHostException;
    }

    /// Looks up what is a name; an address stands for itself.
    ///
    /// @throws UnknownHostException with a sentence that names the one that nobody knows
    public static Pins look(Collection<String> hosts, Lookup lookup) throws UnknownHostException {
        Map<String, InetAddress> addresses = new LinkedHashMap<>();
        for (String host : hosts) {
            String name = host.toLowerCase(Locale.ROOT);
            if (!isAddress(name) && !addresses.containsKey(name)) {
                try {
                    addresses.put(name, lookup.of(name));
                } catch (UnknownHostException e) {
                    throw new UnknownHostException("nobody knows the address of " + name);
                }
            }
        }
        return new Pins(addresses);
    }

    private static boolean isAddress(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Has every client of this virtual machine, and of those it starts, take them for the truth,
    /// and no other name for anything.
    ///
    /// @throws UnknownHostException when this virtual machine goes by something else, such as a
    ///   file of hosts
    public void hold() throws UnknownHostException {
        System.setProperty(PROPERTY, TRIED + "=" + TRIED_ADDRESS);
        try {
            InetAddress.getAllByName(TRIED);
        } catch (UnknownHostException e) {
            throw new UnknownHostException(
                    "this virtual machine looks names up in a way of its own, so that what they"
                            + " stand for could change (jdk.net.hosts.file?)");
        }
        System.setProperty(PROPERTY, text());
    }

    /// What a name stands for; empty when it is none of them.
    Optional<InetAddress> address(String name) {
        return Optional.ofNullable(addresses.get(name.toLowerCase(Locale.ROOT)));
    }

    String text() {
        return addresses.entrySet().stream()
                .map(pin -> pin.getKey() + "=" + pin.getValue().getHostAddress())
                .collect(Collectors.joining(","));
    }

    /// @throws IllegalArgumentException when it is not of that form
    static Pins parse(String text) {
        Map<String, InetAddress> addresses = new LinkedHashMap<>();
        for (String pin : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pin.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not of the form name=address: " + pin);
            }
            addresses.put(
                    pin.substring(0, equals), InetAddress.ofLiteral(pin.substring(equals + 1)));
        }
        return new Pins(addresses);
    }
}
