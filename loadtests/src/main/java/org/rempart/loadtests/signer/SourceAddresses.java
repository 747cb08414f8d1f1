package org.rempart.loadtests.signer;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;

/// Addresses to come from. All of 127.0.0.0/8 is this host's on Linux, so that thousands of sources
/// need no set-up.
public final class SourceAddresses {
    /// How many addresses genuine signers have: 127.1.0.0/16 without the ends of each /24.
    public static final int PEOPLE = 256 * 254;

    /// How many addresses each of the kinds has that are nobody's own.
    public static final int SCATTERED_MAX = 254 * 254;

    private SourceAddresses() {}

    /// The address of a genuine signer: each their own, until 65,024 have come, and the next one in
    /// another /24, because people who sign at the same time are no neighbours.
    public static InetAddress ofPerson(long number) {
        int place = (int) (number % PEOPLE);
        return InetAddress.ofLiteral("127.1.%d.%d".formatted(place % 256, place / 256 + 1));
    }

    /// Addresses each in a /24 of its own, none of which is a genuine signer's.
    ///
    /// @param count 1 to 253
    public static List<String> apart(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(net -> "127.%d.0.1".formatted(net + 1))
                .toList();
    }

    /// The first addresses of 127.0.1.0/24.
    ///
    /// @param count 1 to 254
    public static List<String> ofAttackers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(last -> "127.0.1." + last).toList();
    }

    /// Addresses of those who only watch, none of which is anybody's above; each in another /24
    /// than the last.
    ///
    /// @param count 1 to [#SCATTERED_MAX]
    public static List<String> ofWatchers(int count) {
        return scattered(255, count);
    }

    /// Addresses of machines that are somebody's and do what another wants: none of them is
    /// anybody's above, and each is in another /24 than the last.
    ///
    /// @param count 1 to [#SCATTERED_MAX]
    public static List<String> ofBots(int count) {
        return scattered(254, count);
    }

    private static List<String> scattered(int net, int count) {
        return IntStream.range(0, count)
                .mapToObj(place -> "127.%d.%d.%d".formatted(net, place % 254 + 1, place / 254 + 1))
                .toList();
    }
}
