package org.rempart.gateway.pressure;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The pressure of the moment, and why it is what it is. It rises at once and falls by half in
/// [#HALF_LIFE_S], so that neither the level nor the price jumps from one visitor to the next.
///
/// Ticked by one thread, read by any.
public final class Pressure {
    /// Milliseconds between two ticks: CoDel's interval.
    public static final long TICK_MS = LoopDelay.INTERVAL_MS;

    private static final double HALF_LIFE_S = 5;
    private static final double FALL = Math.pow(0.5, TICK_MS / (HALF_LIFE_S * 1_000));

    /// Share of an interval in the delay that counts: a second of late loops is pressure, one long
    /// task is not.
    private static final double LATENESS_SHARE = 0.1;

    /// A load that has fallen so low is gone.
    private static final double LOAD_LEAST = 0.001;

    private final Supplier<Measured> measure;
    private final BudgetShare budgetShare = new BudgetShare();
    private double lateMs;
    private volatile Reading reading =
            new Reading(Signal.strongest(Measured.IDLE, 0).reason(), 0, 1, Measured.IDLE);

    /// Measured at each tick.
    public Pressure(Supplier<Measured> measure, MeterRegistry meters) {
        this.measure = measure;
        Gauge.builder("rempart.pressure.load", this, pressure -> pressure.read().load())
                .description("pressure, from 0 to 1 and above")
                .register(meters);
        Gauge.builder(
                        "rempart.pressure.budget.share",
                        this,
                        pressure -> pressure.read().budgetShare())
                .description("share of its burst that a source may use now")
                .register(meters);
        Gauge.builder(
                        "rempart.pressure.loop.delay.seconds",
                        this,
                        pressure -> pressure.read().measured().loopDelayMs() / 1_000)
                .description("standing delay of the latest event loop")
                .register(meters);
    }

    /// A pressure, and what it was read from.
    ///
    /// @param reason why the load is what it is, or what it falls from, in words for operators
    /// @param load 0 when idle, 1 when no more can be taken
    /// @param budgetShare share of its burst that a source may use, above 0 and at most 1
    public record Reading(String reason, double load, double budgetShare, Measured measured) {
        /// The level of that load.
        public PressureLevel level() {
            return PressureLevel.of(load);
        }
    }

    /// To be called every [#TICK_MS].
    public void tick() {
        Measured now = measure.get();
        lateMs += LATENESS_SHARE * (Math.min(now.loopDelayMs(), Signal.LOOP_DELAY_MS_MAX) - lateMs);
        Signal strongest = Signal.strongest(now, lateMs);
        Reading before = reading;
        double falling = before.load * FALL < LOAD_LEAST ? 0 : before.load * FALL;
        boolean falls = falling > strongest.load();
        reading =
                new Reading(
                        falls && falling >= PressureLevel.BUSY.from()
                                ? before.reason
                                : strongest.reason(),
                        falls ? falling : Math.min(1, strongest.load()),
                        budgetShare.next(
                                TimeUnit.MICROSECONDS.toNanos((long) (now.loopDelayMs() * 1_000))),
                        now);
    }

    /// The last tick's.
    public Reading read() {
        return reading;
    }
}
