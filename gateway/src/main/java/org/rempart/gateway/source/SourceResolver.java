package org.rempart.gateway.source;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/// Finds the client behind the proxies one trusts.
///
/// The peer of the socket is the client unless it is a trusted proxy. Then the header it wrote is
/// walked from its right end: a hop that is a trusted proxy is passed over, the first that is not
/// is the client. A hop that cannot be read (`unknown`, an obfuscated name, rubbish) ends the walk,
/// and the source is the last proxy before it: what stands further left nobody vouches for.
///
/// When both `Forwarded` (RFC 7239) and `X-Forwarded-For` are there, they must name the same
/// client, else the source is the peer. Most proxies write one of the two and pass the other on as
/// the client sent it, so to prefer either would let every client behind such a proxy choose its
/// address, and with it a fresh budget; so it gets the proxy's own, which only its like share.
///
/// Never throws, whatever the headers hold. Safe for use by many threads.
public final class SourceResolver {
    /// Hops looked at in one header: more proxies than this in a row are a mistake or an attack.
    public static final int HOPS_MAX = 32;

    /// Characters looked at in one header, from its right end: 32 hops in their longest usual form
    /// have half as many.
    public static final int HEADER_CHARS_MAX = 4096;

    private static final String FORWARDED = "forwarded";
    private static final String X_FORWARDED_FOR = "x-forwarded-for";

    private final TrustedProxies proxies;

    public SourceResolver(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /// The source of a request.
    ///
    /// @param peer the other end of the socket, or the client a PROXY preamble named
    /// @param headers gives the values of every line of a header, by its lower-case name, in the
    ///   order they came; asked only when the peer is trusted
    public Source resolve(Source peer, Function<String, List<String>> headers) {
        if (!proxies.trusts(peer)) {
            return peer;
        }
        List<String> forwarded = headers.apply(FORWARDED);
        List<String> xForwardedFor = headers.apply(X_FORWARDED_FOR);
        if (forwarded.isEmpty()) {
            return byXForwardedFor(peer, xForwardedFor);
        }
        Source client = byForwarded(peer, forwarded);
        return xForwardedFor.isEmpty() || client.equals(byXForwardedFor(peer, xForwardedFor))
                ? client
                : peer;
    }

    private Source byForwarded(Source peer, List<String> lines) {
        return walk(peer, new HopsFromRight(lines, true), ForwardedElement::source);
    }

    private Source byXForwardedFor(Source peer, List<String> lines) {
        return walk(peer, new HopsFromRight(lines, false), ForwardedNode::source);
    }

    private Source walk(
            Source peer, HopsFromRight hops, Function<String, @Nullable Source> reader) {
        Source last = peer;
        for (String hop = hops.next(); hop != null; hop = hops.next()) {
            Source source = reader.apply(hop);
            if (source == null) {
                return last;
            }
            if (!proxies.trusts(source)) {
                return source;
            }
            last = source;
        }
        return last;
    }
}
