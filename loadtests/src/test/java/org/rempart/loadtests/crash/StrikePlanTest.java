package org.rempart.loadtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Comparator;

final class StrikePlanTest {
    @Test
    void aSeedGivesTheSamePlanAgain() {
        assertThat(StrikePlan.of(42, 20, 2).strikes())
                .isEqualTo(StrikePlan.of(42, 20, 2).strikes())
                .isNotEqualTo(StrikePlan.of(43, 20, 2).strikes());
    }

    /// A plan that is drawn otherwise would replay no campaign of before.
    @Test
    void aSeedGivesTheSamePlanOnEveryMachine() {
        assertThat(StrikePlan.of(7, 20, 2).strikes().getFirst().toString())
                .isEqualTo(
                        "Strike[atMs=3291, kind=DATABASE_RESTARTED, victim=0, atWork=true,"
                                + " away=PT0S]");
    }

    @Test
    void everyKindIsInAShortPlanAndAsManyKillsAsAskedFor() {
        StrikePlan plan = StrikePlan.of(1, 20, 2);

        assertThat(plan.strikes()).extracting(Strike::kind).contains(Strike.Kind.values());
        assertThat(plan.strikes().stream().filter(strike -> strike.kind().kills())).hasSize(20);
        assertThat(plan.strikes().stream().filter(strike -> strike.kind().ofGateway()))
                .extracting(Strike::victim)
                .contains(0, 1);
    }

    @Test
    void blowsFallInTheirOrderAndWithinTheCampaign() {
        StrikePlan plan = StrikePlan.of(1, 200, 2);

        assertThat(plan.strikes()).isSortedAccordingTo(Comparator.comparingLong(Strike::atMs));
        assertThat(plan.strikes())
                .allSatisfy(
                        strike -> assertThat(strike.atMs()).isBetween(0L, plan.lasts().toMillis()));
        assertThat(plan.lasts()).hasMinutes(10);
    }

    @Test
    void oneKillIsAPlanToo() {
        assertThat(StrikePlan.of(1, 1, 2).strikes()).hasSizeBetween(1, 2);
    }
}
