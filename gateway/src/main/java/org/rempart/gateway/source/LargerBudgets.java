package org.rempart.gateway.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Blocks of addresses with larger budgets, for networks that many people share: the setting
/// `source.larger-budgets`.
public final class LargerBudgets {
    /// A budget times more than this is none.
    public static final int FACTOR_MAX = 1_000;

    /// Looked through for each request, one by one.
    public static final int BLOCKS_MAX = 512;

    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,4}");

    private record Larger(Cidr block, int factor) {}

    private final List<Larger> longestFirst;

    private LargerBudgets(List<Larger> blocks) {
        this.longestFirst =
                blocks.stream()
                        .sorted(Comparator.comparingInt((Larger larger) -> -larger.block.bits()))
                        .toList();
    }

    /// Nobody has larger ones.
    public static LargerBudgets none() {
        return new LargerBudgets(List.of());
    }

    /// Reads `192.0.2.0/24=10` from each element.
    ///
    /// @throws IllegalArgumentException with a sentence that quotes what it cannot read
    public static LargerBudgets parse(List<String> texts) {
        if (texts.size() > BLOCKS_MAX) {
            throw new IllegalArgumentException("at most %d blocks".formatted(BLOCKS_MAX));
        }
        List<Larger> blocks = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "\"%s\" is not a block and a factor like 192.0.2.0/24=10".formatted(text));
            }
            blocks.add(new Larger(Cidr.parse(text.substring(0, equals)), factor(text, equals + 1)));
        }
        return new LargerBudgets(blocks);
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

    /// How many times the budgets of others this source has; that of the longest block it is in.
    int factor(Source source) {
        for (int i = 0; i < longestFirst.size(); i++) {
            Larger larger = longestFirst.get(i);
            if (larger.block.contains(source)) {
                return larger.factor;
            }
        }
        return 1;
    }

    /// Every factor there is, 1 included.
    int[] factors() {
        return IntStream.concat(IntStream.of(1), longestFirst.stream().mapToInt(Larger::factor))
                .distinct()
                .toArray();
    }
}
