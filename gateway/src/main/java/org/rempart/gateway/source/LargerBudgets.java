package org.rempart.gateway.source;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Blocks of addresses, and whole networks, with larger budgets, as many people share them: the
/// setting `source.larger-budgets`.
public final class LargerBudgets {
    /// A budget times more than this is none.
    public static final int FACTOR_MAX = 1_000;

    /// Looked through for each request, one by one.
    public static final int BLOCKS_MAX = 512;

    private static final String NETWORK = "AS";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,4}");

    private record Larger(Cidr block, int factor) {}

    private final List<Larger> longestFirst;
    private final Map<Long, Integer> byNetwork;
    private final @Nullable Networks networks;

    private LargerBudgets(
            List<Larger> blocks, Map<Long, Integer> byNetwork, @Nullable Networks networks) {
        this.longestFirst =
                blocks.stream()
                        .sorted(Comparator.comparingInt((Larger larger) -> -larger.block.bits()))
                        .toList();
        this.byNetwork = Map.copyOf(byNetwork);
        this.networks = byNetwork.isEmpty() ? null : networks;
    }

    /// Reads `192.0.2.0/24=10` or `AS64500=10` from each element.
    ///
    /// @param networks null when there is no database, and so no network has a number
    /// @throws IllegalArgumentException with a sentence that quotes what it cannot read
    public static LargerBudgets parse(List<String> texts, @Nullable Networks networks) {
        if (texts.size() > BLOCKS_MAX) {
            throw new IllegalArgumentException("at most %d blocks".formatted(BLOCKS_MAX));
        }
        List<Larger> blocks = new ArrayList<>();
        Map<Long, Integer> byNetwork = new HashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "\"%s\" is not a block or a network and its factor like 192.0.2.0/24=10"
                                .formatted(text));
            }
            String who = text.substring(0, equals);
            int factor = factor(text, equals + 1);
            if (!who.startsWith(NETWORK)) {
                blocks.add(new Larger(Cidr.parse(who), factor));
            } else if (networks == null) {
                throw new IllegalArgumentException(
                        "\"%s\" is known by an ASN database only, and none is named"
                                .formatted(who));
            } else {
                byNetwork.put(number(who), factor);
            }
        }
        return new LargerBudgets(blocks, byNetwork, networks);
    }

    private static long number(String who) {
        String digits = who.substring(NETWORK.length());
        if (!NUMBER.matcher(digits).matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" is not a network like AS64500".formatted(who));
        }
        return Long.parseLong(digits);
    }

    private static int factor(String text, int from) {
        String digits = text.substring(from);
        int factor = FACTOR.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (factor < 1 || factor > FACTOR_MAX) {
            throw new IllegalArgumentException(
                    "the factor of \"%s\" is a whole number from 1 to %d"
                            .formatted(text, FACTOR_MAX));
        }
        return factor;
    }

    /// How many times the budgets of others this source has; that of the longest block it is in,
    /// else that of its network.
    int factor(Source source) {
        for (int i = 0; i < longestFirst.size(); i++) {
            Larger larger = longestFirst.get(i);
            if (larger.block.contains(source)) {
                return larger.factor;
            }
        }
        return networks == null ? 1 : factorOfNetwork(networks.of(source));
    }

    private int factorOfNetwork(@Nullable Network network) {
        return network == null ? 1 : byNetwork.getOrDefault(network.number(), 1);
    }

    /// Every factor there is, 1 included.
    int[] factors() {
        return Stream.of(
                        Stream.of(1),
                        longestFirst.stream().map(Larger::factor),
                        byNetwork.values().stream())
                .flatMap(factors -> factors)
                .mapToInt(Integer::intValue)
                .distinct()
                .toArray();
    }
}
