package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class StripeTest {
    private static final long SECOND = 1_000_000_000L;

    /// Windows of 20 s and of 10 minutes.
    private static final Ticks SHORT = Ticks.of(new Allowance(20, 400));

    private static final Ticks LONG = Ticks.of(new Allowance(0.1, 60));

    private final Stripe stripe = stripe(1);

    private static Stripe stripe(int bucketsMax) {
        return new Stripe(0, List.of(SHORT, LONG), bucketsMax);
    }

    private static long spread(int key) {
        return key * 0x9E37_79B9_7F4A_7C15L;
    }

    @Test
    void aKeyThatIsNotThereOwesNothing() {
        assertThat(stripe.read(1, 0, SECOND)).isEqualTo(SHORT.at(SECOND));
        assertThat(stripe.entries()).isZero();
    }

    @Test
    void whatIsWrittenIsReadAndTheOtherTimesAreNow() {
        stripe.write(1, 0, SHORT.at(5 * SECOND), SECOND);
        assertThat(stripe.read(1, 0, 2 * SECOND)).isEqualTo(SHORT.at(5 * SECOND));
        assertThat(stripe.read(1, 1, 2 * SECOND)).isEqualTo(LONG.at(SECOND));
        assertThat(stripe.entries()).isEqualTo(1);
    }

    @Test
    void aFullBucketForgetsTheQuietestByTheShareOfItsBudgets() {
        for (int key = 1; key <= 32; key++) {
            stripe.write(key, 0, SHORT.at(10 * SECOND), 0);
        }
        stripe.write(7, 0, SHORT.at(0), 0);
        stripe.write(7, 1, LONG.at(100 * SECOND), 0);
        stripe.write(100, 1, LONG.at(400 * SECOND), 0);
        assertThat(stripe.holds(7, 0)).as("a sixth of the long window, no half").isFalse();
        assertThat(stripe.holds(100, 0)).isTrue();
        assertThat(stripe.entries()).isEqualTo(32);
        assertThat(stripe.forgotten()).isEqualTo(1);
    }

    @Test
    void debtsInSeveralBudgetsAddUp() {
        for (int key = 1; key <= 32; key++) {
            stripe.write(key, 0, SHORT.at(10 * SECOND), 0);
            stripe.write(key, 1, LONG.at(300 * SECOND), 0);
        }
        stripe.write(7, 0, SHORT.at(18 * SECOND), 0);
        stripe.write(7, 1, LONG.at(0), 0);
        stripe.write(100, 0, SHORT.at(20 * SECOND), 0);
        assertThat(stripe.holds(7, 0)).isFalse();
    }

    @Test
    void anEntryThatRestedIsReplacedFirstAndThatIsNoForgetting() {
        for (int key = 1; key <= 32; key++) {
            stripe.write(key, 1, LONG.at((key == 20 ? 5 : 500) * SECOND), 0);
        }
        stripe.write(100, 0, SHORT.at(20 * SECOND), 5 * SECOND);
        assertThat(stripe.holds(20, 5 * SECOND)).isFalse();
        assertThat(stripe.entries()).isEqualTo(32);
        assertThat(stripe.forgotten()).isZero();
    }

    @Test
    void itGrowsBeforeItForgetsAndKeepsEverything() {
        Stripe large = stripe(8);
        for (int key = 1; key <= 150; key++) {
            large.write(spread(key), 0, SHORT.at(SECOND) + key, 0);
        }
        assertThat(large.forgotten()).isZero();
        assertThat(large.entries()).isEqualTo(150);
        for (int key = 1; key <= 150; key++) {
            assertThat(large.read(spread(key), 0, 0)).isEqualTo(SHORT.at(SECOND) + key);
        }
        assertThat(large.bytes()).isEqualTo(8 * 32 * (8 + 2 * 4));
    }

    @Test
    void aSweepForgetsWhatRestedAndGivesMemoryBack() {
        Stripe large = stripe(8);
        for (int key = 1; key <= 150; key++) {
            int budget = key == 100 ? 1 : 0;
            large.write(spread(key), budget, LONG.at(0) + 10_000_000, 0);
        }
        large.write(spread(100), 1, LONG.at(100 * SECOND), 0);
        large.keepUp(31 * SECOND);
        assertThat(large.entries()).isEqualTo(1);
        assertThat(large.forgotten()).isZero();
        assertThat(large.bytes()).isEqualTo(32 * (8 + 2 * 4));
        assertThat(large.read(spread(100), 1, 31 * SECOND)).isEqualTo(LONG.at(100 * SECOND));
    }

    @Test
    void theNumberOfBucketsIsAPowerOfTwo() {
        assertThatThrownBy(() -> stripe(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ticksAreAsShortAsTheWindowAllows() {
        assertThat(SHORT.nanos()).isEqualTo(64);
        assertThat(LONG.nanos()).isEqualTo(512);
        assertThat(Ticks.of(new Allowance(1, 86_400)).nanos()).isEqualTo(65_536);
        assertThat(Ticks.of(new Allowance(10_000, 1)).nanos()).isEqualTo(32);
        for (Ticks ticks : List.of(SHORT, LONG, Ticks.of(new Allowance(1, 86_400)))) {
            long span = ticks.window() + 2 * ticks.at(Ticks.SWEEP_INTERVAL_NANOS);
            assertThat(span).isBetween(1L << 30, (1L << 31) - 1);
        }
    }

    /// Else the rate of a network would not be what its factor says.
    @Test
    void withinTheBoundsOfAnAllowanceTheNarrowestIntervalHasEightTicks() {
        for (double perSecond = Allowance.PER_SECOND_MAX; perSecond > 1e-4; perSecond /= 1.3) {
            for (int burst = 1; burst <= Allowance.BURST_MAX; burst *= 10) {
                if (burst / perSecond <= 86_400) {
                    Allowance allowance = new Allowance(perSecond, burst);
                    Ticks ticks = Ticks.of(allowance);
                    Gcra widest = Gcra.of(allowance, 64, ticks.nanos());
                    assertThat(widest.interval()).isGreaterThanOrEqualTo(8);
                    assertThat(widest.window()).isLessThanOrEqualTo(ticks.window());
                }
            }
        }
    }
}
