package org.rempart.gateway.intake;

/// How fast a lane's batches go, smoothed, and how long the next signature would wait by that.
final class DrainRate {
    /// The share of each new batch in the average: about the last ten batches count.
    private static final double WEIGHT = 0.2;

    private final int batchRowsMax;
    private double batchNanos;
    private double rowsPerSecond;

    DrainRate(int batchRowsMax) {
        this.batchRowsMax = batchRowsMax;
    }

    void wrote(int rows, long nanos) {
        double seconds = Math.max(nanos, 1) / 1e9;
        batchNanos = batchNanos == 0 ? nanos : batchNanos + WEIGHT * (nanos - batchNanos);
        rowsPerSecond =
                rowsPerSecond == 0
                        ? rows / seconds
                        : rowsPerSecond + WEIGHT * (rows / seconds - rowsPerSecond);
    }

    /// The wait of one more row behind `queued` others, in nanoseconds. A batch that is under way
    /// for longer than usual tells more of the next ones than the average does.
    long expectedWaitNanos(int queued, long underWayNanos) {
        long batchesAhead = 1L + queued / batchRowsMax;
        return (long) (batchesAhead * Math.max(batchNanos, (double) underWayNanos));
    }

    double rowsPerSecond() {
        return rowsPerSecond;
    }
}
