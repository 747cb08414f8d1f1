package org.rempart.loadtests.signer;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// From where requests leave, and whether they still may: asked before each is sent, and by
/// everybody who sends from this process. What was stopped never begins again. Safe for any number
/// of threads.
///
/// Everybody who comes has an address of 127.0.0.0/8 ([SourceAddresses]). On this machine they come
/// from there. To a gateway elsewhere they come from addresses that the machine has, and that the
/// gateway cannot tell apart; unless it believes this machine as it does a proxy, and is told in
/// `X-Forwarded-For` who they are: the same address in 10.0.0.0/8, which is nobody's out there (RFC
/// 1918).
public final class Departures {
    /// The header, and all of its line but the value.
    public static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<InetAddress> own;
    private final boolean forwarded;
    private volatile boolean stopped;

    /// Everybody from their own address.
    public Departures() {
        this(List.of(), false);
    }

    /// @param own addresses of this machine; none: everybody from their own
    /// @param forwarded whether the gateway is told who they are
    public Departures(List<InetAddress> own, boolean forwarded) {
        this.own = List.copyOf(own);
        this.forwarded = forwarded;
    }

    /// The address that somebody's connections are bound to.
    public InetAddress from(InetAddress somebody) {
        return own.isEmpty() ? somebody : own.get(Math.floorMod(somebody.hashCode(), own.size()));
    }

    /// The same for many, written as numbers.
    public List<String> from(List<String> many) {
        return many.stream().map(one -> from(InetAddress.ofLiteral(one)).getHostAddress()).toList();
    }

    /// Who the gateway is told somebody is; empty where it is not told.
    public Optional<String> forwardedFor(InetAddress somebody) {
        if (!forwarded) {
            return Optional.empty();
        }
        byte[] address = somebody.getAddress();
        return Optional.of(
                "10.%d.%d.%d".formatted(address[1] & 0xff, address[2] & 0xff, address[3] & 0xff));
    }

    /// The same for many; empty where it is not told.
    public List<String> forwardedFor(List<String> many) {
        return many.stream()
                .flatMap(one -> forwardedFor(InetAddress.ofLiteral(one)).stream())
                .toList();
    }

    /// The first of many that the gateway takes for the same source as one of them.
    ///
    /// @param one its place among them
    public int taken(List<InetAddress> many, int one) {
        if (own.isEmpty() || forwarded) {
            return one;
        }
        InetAddress address = from(many.get(one));
        int first = 0;
        while (!from(many.get(first)).equals(address)) {
            first++;
        }
        return first;
    }

    /// What a reader of a verdict has to know about it; empty where everybody came from their own
    /// address.
    public Optional<String> said() {
        if (forwarded) {
            return Optional.of(
                    "the gateway was told in X-Forwarded-For, with addresses of 10.0.0.0/8, who everybody is; slow connections, and Gatling's forgers, came as the generator itself");
        }
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "everybody came from %d address%s of the generator: the gateway takes genuine signers for the same source%s as the attackers, and gives all of them together what it gives one"
                                .formatted(
                                        own.size(),
                                        own.size() == 1 ? "" : "es",
                                        own.size() == 1 ? "" : "s"));
    }

    /// From now on nothing leaves.
    public void stop() {
        stopped = true;
    }

    /// To be asked before each request.
    ///
    /// @throws IOException when nothing leaves any more
    public void check() throws IOException {
        if (stopped) {
            throw new IOException("the rehearsal was stopped");
        }
    }
}
