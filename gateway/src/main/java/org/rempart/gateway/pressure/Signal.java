package org.rempart.gateway.pressure;

import java.util.Locale;

/// What the gateway is pressed by, and how hard: a load of 0.1 begins the level busy, 0.5 attack,
/// 0.9 severe.
///
/// @param load from 0; at 1 more is not taken
/// @param reason in words for operators
record Signal(double load, String reason) {
    /// A database that is away, while the journal takes the signatures.
    private static final double AWAY = 0.3;

    private static final double NOTHING_TAKEN = 0.5;

    /// The standing delay of an event loop that is no longer bearable, milliseconds.
    static final double LOOP_DELAY_MS_MAX = 50;

    /// Late event loops are helped by smaller budgets, at once, and little by dearer work: whoever
    /// floods them with requests does none. So they make the gateway busy, and no more.
    private static final double LATE_LOOPS = 0.3;

    /// Below this share live data leaves the collector room to work; what is left to the whole heap
    /// is the load.
    private static final double HEAP_SHARE_FREE_OF_CARE = 0.6;

    private static final long PERCENT_SHOWN_MAX = 999;

    /// @param lateMs standing delay of event loops over the last second or so
    static Signal strongest(Measured now, double lateMs) {
        Signal strongest = queue(now.waitShare());
        for (Signal signal :
                new Signal[] {
                    journal(now.journalShare()),
                    database(now.databaseAway(), now.nothingTaken()),
                    loops(lateMs),
                    heap(now.heapShare())
                }) {
            if (signal.load >= PressureLevel.BUSY.from() && signal.load > strongest.load) {
                strongest = signal;
            }
        }
        return strongest;
    }

    private static Signal queue(double waitShare) {
        return new Signal(
                waitShare,
                "a signature would wait " + percent(waitShare) + " of the longest admitted time");
    }

    private static Signal journal(double share) {
        return new Signal(share, "the journal holds " + percent(share) + " of what it may");
    }

    private static Signal database(boolean away, boolean nothingTaken) {
        if (nothingTaken) {
            return new Signal(
                    NOTHING_TAKEN, "neither the database nor the journal takes signatures");
        }
        return new Signal(
                away ? AWAY : 0, "the database is away, and the journal takes the signatures");
    }

    private static Signal loops(double delayMs) {
        return new Signal(
                LATE_LOOPS * Math.min(1, delayMs / LOOP_DELAY_MS_MAX),
                String.format(Locale.ROOT, "event loops are %.0f ms late", delayMs));
    }

    private static Signal heap(double share) {
        return new Signal(
                (share - HEAP_SHARE_FREE_OF_CARE) / (1 - HEAP_SHARE_FREE_OF_CARE),
                "live data fills " + percent(share) + " of the heap");
    }

    private static String percent(double share) {
        return Math.min(PERCENT_SHOWN_MAX, Math.round(share * 100)) + " %";
    }
}
