package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.util.List;

/// What signers were asked for: tries at most (N), at full scale.
///
/// @param asked challenges they got
/// @param base the price at the calm level for a rested source
/// @param aboveBase challenges that asked for more
/// @param mean on average
/// @param dearest at most
public record PriceFigures(long asked, long base, long aboveBase, double mean, long dearest)
        implements Part {

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "What genuine signers were asked for",
                        List.of(
                                fact("tries on average", "%,.0f", mean),
                                fact("tries at most", "%,d", dearest),
                                fact("tries at rest", "%,d", base),
                                fact(
                                        "asked for more than at rest",
                                        "%,d of %,d",
                                        aboveBase,
                                        asked))));
    }
}
