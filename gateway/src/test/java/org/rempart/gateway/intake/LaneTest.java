package org.rempart.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.intake.IntakeFixture.BATCH_ROWS_MAX;
import static org.rempart.gateway.intake.IntakeFixture.LANE_ROWS_MAX;
import static org.rempart.gateway.intake.IntakeFixture.row;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.Hold;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.RowOutcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The queue and its batches while the database is well.
class LaneTest {
    private final IntakeFixture its = new IntakeFixture();
    private final HeldStore store = its.store;
    private final Lane lane = its.intake.lane(its.loop, store);

    private Future<Outcome> submit(int challenge) {
        return lane.submit(row(challenge, challenge));
    }

    private Future<Outcome> submitHeld(int challenge) {
        return lane.submit(row(challenge, challenge).heldFor(Hold.SOURCE_OVER_BUDGET));
    }

    @Test
    void theFirstLeavesAtOnceAndThoseThatComeMeanwhileLeaveTogether() {
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            outcomes.add(submit(i));
        }
        assertThat(store.batches).hasSize(1);
        assertThat(store.batches.getFirst()).hasSize(1);
        store.succeed();
        assertThat(store.batches.get(1)).hasSize(BATCH_ROWS_MAX);
        store.succeed();
        assertThat(store.batches.get(2)).hasSize(1);
        store.succeed();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(Outcome.RECORDED));
    }

    @Test
    void whatWillNotBeCountedWaitsForHalfASecondAndLeavesTogether() {
        List<Future<Outcome>> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(submitHeld(i));
        }
        assertThat(store.batches).isEmpty();
        Future<Outcome> counted = submit(3);
        store.succeed();
        assertThat(counted.result()).isEqualTo(Outcome.RECORDED);
        assertThat(store.batches.getFirst()).hasSize(1);
        its.loop.advanceMs(499);
        assertThat(store.batches).hasSize(1);
        its.loop.advanceMs(51);
        assertThat(store.batches.get(1)).hasSize(3);
        store.succeed();
        assertThat(held)
                .allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(Outcome.RECORDED));
    }

    @Test
    void aFullBatchOfThemDoesNotLinger() {
        for (int i = 0; i < BATCH_ROWS_MAX; i++) {
            submitHeld(i);
        }
        its.loop.advanceMs(50);
        assertThat(store.batches.getFirst()).hasSize(BATCH_ROWS_MAX);
    }

    @Test
    void whatLingersIsAnsweredWhenTheGatewayStops() {
        Future<Outcome> held = submitHeld(1);
        Future<Void> drained = lane.drain();
        its.loop.advanceMs(50);
        store.succeed();
        assertThat(held.result()).isEqualTo(Outcome.RECORDED);
        assertThat(drained.isComplete()).isTrue();
    }

    @Test
    void aLaneHoldsItsLimitAndNotOneMore() {
        for (int i = 0; i < LANE_ROWS_MAX; i++) {
            assertThat(lane.refusal()).isNull();
            assertThat(submit(i).isComplete()).isFalse();
        }
        assertThat(lane.refusal()).isInstanceOf(Outcome.Overloaded.class);
        assertThat(submit(LANE_ROWS_MAX).result()).isInstanceOf(Outcome.Overloaded.class);
        store.succeed();
        assertThat(submit(LANE_ROWS_MAX).isComplete()).isFalse();
        assertThat(submit(LANE_ROWS_MAX + 1).result()).isInstanceOf(Outcome.Overloaded.class);
    }

    @Test
    void whoWouldWaitBeyondTheDeadlineIsRefusedAtTheDoor() {
        its.fillJournal();
        submit(0);
        its.loop.advanceMs(1_999);
        assertThat(submit(1).isComplete()).isFalse();
        its.loop.advanceMs(2);
        assertThat(lane.refusal()).isInstanceOf(Outcome.Overloaded.class);
        assertThat(submit(2).result()).isInstanceOf(Outcome.Overloaded.class);
    }

    @Test
    void whoHasWaitedBeyondTheDeadlineIsRefusedThen() {
        its.fillJournal();
        submit(0);
        Future<Outcome> waiting = submit(1);
        its.loop.advanceMs(3_000);
        assertThat(waiting.result()).isInstanceOf(Outcome.Overloaded.class);
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void anIdleLaneTakesASignatureHoweverSlowTheLastBatchWas() {
        its.fillJournal();
        Future<Outcome> slow = submit(0);
        its.loop.advance(Duration.ofSeconds(4));
        store.succeed();
        assertThat(slow.result()).isEqualTo(Outcome.RECORDED);
        Future<Outcome> next = submit(1);
        store.succeed();
        assertThat(next.result()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void theSameChallengeInTheQueueIsOneRow() {
        submit(0);
        Future<Outcome> first = lane.submit(row(1, 1));
        Future<Outcome> retry = lane.submit(row(1, 1));
        store.succeed();
        assertThat(store.batches.get(1)).hasSize(1);
        store.succeed();
        assertThat(first.result()).isEqualTo(Outcome.RECORDED);
        assertThat(retry.result()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void aRetryInAnotherLaneAsksTheDatabase() {
        Lane other = its.intake.lane(its.loop, store);
        lane.submit(row(1, 1));
        Future<Outcome> retry = other.submit(row(1, 1));
        store.succeed();
        store.succeed(RowOutcome.KNOWN);
        assertThat(retry.result()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void aRefusedChallengeIsFreeAgain() {
        lane.submit(row(1, 1));
        store.succeed(RowOutcome.NOT_OPEN);
        Future<Outcome> other = lane.submit(row(1, 2));
        store.succeed();
        assertThat(other.result()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void whatIsKnownToBeSpentAsksTheDatabaseNothing() {
        lane.submit(row(1, 1));
        store.succeed();
        assertThat(lane.submit(row(1, 1)).result()).isEqualTo(Outcome.RECORDED);
        assertThat(lane.submit(row(1, 2)).result()).isEqualTo(Outcome.SPENT);
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void aBatchThatLostToOthersGoesAgainAtOnce() {
        Future<Outcome> outcome = submit(1);
        store.fail(Remedy.TRY_AGAIN, false);
        store.fail(Remedy.TRY_AGAIN, false);
        assertThat(store.batches).hasSize(3);
        store.succeed();
        assertThat(outcome.result()).isEqualTo(Outcome.RECORDED);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
    }

    @Test
    void aBatchThatAlwaysLosesLeavesTheFieldAndIsKept() {
        Future<Outcome> outcome = submit(1);
        for (int i = 0; i < 3; i++) {
            store.fail(Remedy.TRY_AGAIN, false);
        }
        its.loop.advanceMs(1);
        assertThat(outcome.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(store.batches).hasSize(3);
    }

    @Test
    void theOneRowAtFaultIsFoundAndTheOthersAreWritten() {
        submit(0);
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            outcomes.add(submit(i));
        }
        store.succeed();
        store.fail(Remedy.REFUSE, false); // 1 2 3 4
        store.succeed(); // 1 2
        store.fail(Remedy.REFUSE, false); // 3 4
        store.fail(Remedy.REFUSE, false); // 3
        store.succeed(); // 4
        assertThat(outcomes)
                .extracting(Future::result)
                .containsExactly(
                        Outcome.RECORDED, Outcome.RECORDED, Outcome.REJECTED, Outcome.RECORDED);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
        assertThat(its.meters.get("rempart.intake.rejected.rows").counter().count()).isEqualTo(1);
    }

    @Test
    void drainingAnswersWhatWasTakenAndRefusesWhatComes() {
        Future<Outcome> underWay = submit(1);
        Future<Outcome> waiting = submit(2);
        Future<Void> drained = lane.drain();
        assertThat(submit(3).result()).isInstanceOf(Outcome.Overloaded.class);
        assertThat(drained.isComplete()).isFalse();
        store.succeed();
        store.succeed();
        assertThat(underWay.result()).isEqualTo(Outcome.RECORDED);
        assertThat(waiting.result()).isEqualTo(Outcome.RECORDED);
        assertThat(drained.isComplete()).isTrue();
    }

    /// Nothing true can be said of what may have been written; of the rest it can.
    @Test
    void whatHangsWhenTheGatewayStopsIsLetGo() {
        its.fillJournal();
        Future<Outcome> underWay = submit(1);
        Future<Outcome> waiting = submit(2);
        Future<Void> drained = lane.drain();
        its.loop.advanceMs(1_900);
        assertThat(drained.isComplete()).isFalse();
        its.loop.advanceMs(1_000);
        assertThat(underWay.result()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(waiting.result()).isInstanceOf(Outcome.Refusal.class);
        assertThat(drained.isComplete()).isTrue();
        store.succeed();
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void whatTheJournalMayHaveKeptIsNotRefusedWhenTheGatewayStops() {
        its.breaker.permits();
        its.breaker.failed(1, new BatchResult.Failed(Remedy.JOURNAL, false, "away"));
        its.file.disk = MemoryJournalFile.Disk.LOSES_SYNCS;
        Future<Outcome> outcome = submit(1);
        its.loop.advanceMs(1);
        assertThat(outcome.isComplete()).isFalse();
        lane.drain();
        its.loop.advanceMs(3_000);
        assertThat(outcome.result()).isEqualTo(Outcome.IN_DOUBT);
    }

    /// The gateway closes its connections when it stops.
    @Test
    void aBatchThatFailsBecauseTheGatewayStopsSaysNothingOfTheDatabase() {
        Future<Outcome> outcome = submit(1);
        its.loop.advanceMs(400);
        assertThat(outcome.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(lane.drain().isComplete()).isTrue();
        store.fail(Remedy.JOURNAL, true);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
        assertThat(its.breaker.permits()).isTrue();
    }

    @Test
    void anIdleLaneIsDrainedAtOnce() {
        assertThat(lane.drain().isComplete()).isTrue();
    }

    @Test
    void comeBackTimesAreWholeSecondsWithinTheirRange() {
        for (int ms : new int[] {0, 1, 999, 1000, 5000, 1_000_000}) {
            assertThat(its.intake.retryAfter(Duration.ofMillis(ms)).toSeconds()).isBetween(1L, 91L);
        }
    }
}
