package org.rempart.gateway.source;

import java.util.Arrays;
import java.util.List;

/// The proxies whose word about the client's address is believed: the setting
/// `source.trusted-proxies`.
public record TrustedProxies(List<Cidr> blocks) {
    /// Looked through for each request from a proxy, one by one; the published lists of large
    /// content networks have some 200 blocks.
    public static final int BLOCKS_MAX = 512;

    public TrustedProxies {
        blocks = List.copyOf(blocks);
        if (blocks.size() > BLOCKS_MAX) {
            throw new IllegalArgumentException(
                    "at most %d blocks of trusted proxies".formatted(BLOCKS_MAX));
        }
    }

    /// Nobody is believed.
    public static TrustedProxies none() {
        return new TrustedProxies(List.of());
    }

    /// Reads blocks separated by commas; white space around them and empty parts are ignored.
    ///
    /// @throws IllegalArgumentException with a sentence that quotes the block it cannot read
    public static TrustedProxies parse(String text) {
        return parse(Arrays.asList(text.split(",", -1)));
    }

    /// Reads one block from each element, as [#parse(String)] does from each part.
    public static TrustedProxies parse(List<String> texts) {
        return new TrustedProxies(
                texts.stream()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .map(Cidr::parse)
                        .toList());
    }

    public boolean trusts(Source source) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).contains(source)) {
                return true;
            }
        }
        return false;
    }
}
