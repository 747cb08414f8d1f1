package org.rempart.loadtests.signer;

import org.rempart.loadtests.verdict.PriceFigures;

import java.util.LongSummaryStatistics;

/// Keeps what signers were asked for. Safe for any number of threads.
public final class PriceTally implements PriceWatch {
    private final long base;
    private final int scale;
    private final LongSummaryStatistics prices = new LongSummaryStatistics();
    private long aboveBase;

    /// @param base the gateway's `challenge.base`
    /// @param scale how many times more a price is than this gateway asks for
    public PriceTally(long base, int scale) {
        this.base = base;
        this.scale = scale;
    }

    @Override
    public synchronized void asked(long maxNumber) {
        prices.accept(maxNumber * scale);
        if (maxNumber > base) {
            aboveBase++;
        }
    }

    /// The prices so far, at full scale.
    public synchronized PriceFigures figures() {
        return new PriceFigures(
                prices.getCount(),
                base * scale,
                aboveBase,
                prices.getAverage(),
                prices.getCount() == 0 ? 0 : prices.getMax());
    }
}
