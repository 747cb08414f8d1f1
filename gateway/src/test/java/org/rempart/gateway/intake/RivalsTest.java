package org.rempart.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.intake.IntakeFixture.LANE_ROWS_MAX;
import static org.rempart.gateway.intake.IntakeFixture.row;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.RowOutcome;

import java.util.ArrayList;
import java.util.List;

/// One challenge, several contents, at the same time.
class RivalsTest {
    private final IntakeFixture its = new IntakeFixture();
    private final HeldStore store = its.store;
    private final Lane lane = its.intake.lane(its.loop, store);
    private final Lane other = its.intake.lane(its.loop, store);

    private static List<Future<Outcome>> submit(Lane to, int firstContent, int contents) {
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < contents; i++) {
            outcomes.add(to.submit(row(1, firstContent + i)));
        }
        return outcomes;
    }

    private static Outcome.Refusal refusal(Future<Outcome> outcome) {
        return (Outcome.Refusal) outcome.result();
    }

    @Test
    void whatComesWhileItsChallengeBuysSomethingElseIsSpentThenAndNotBefore() {
        lane.submit(row(1, 1));
        Future<Outcome> here = lane.submit(row(1, 2));
        Future<Outcome> there = other.submit(row(1, 3));
        its.loop.advanceMs(100);
        assertThat(here.isComplete() || there.isComplete()).isFalse();
        store.succeed();
        its.loop.advanceMs(1);
        assertThat(here.result()).isEqualTo(Outcome.SPENT);
        assertThat(there.result()).isEqualTo(Outcome.SPENT);
        assertThat(store.batches).hasSize(1);
    }

    /// Another gateway recorded it; its owner tries again here, behind a forger.
    @Test
    void aRetryOfWhatTheChallengeHasBoughtIsRecordedAlthoughAForgerCameFirst() {
        Future<Outcome> forged = lane.submit(row(1, 2));
        Future<Outcome> retry = lane.submit(row(1, 1));
        Future<Outcome> elsewhere = other.submit(row(1, 1));
        store.succeed(RowOutcome.SPENT);
        its.loop.advanceMs(1);
        assertThat(forged.result()).isEqualTo(Outcome.SPENT);
        store.succeed(RowOutcome.KNOWN);
        store.succeed(RowOutcome.KNOWN);
        its.loop.advanceMs(1);
        assertThat(retry.result()).isEqualTo(Outcome.RECORDED);
        assertThat(elsewhere.result()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void ofThoseWhoWaitOneBuysTheChallengeWhenTheFirstDoesNot() {
        lane.submit(row(1, 1));
        List<Future<Outcome>> rivals = submit(lane, 2, 3);
        store.succeed(RowOutcome.NOT_OPEN);
        its.loop.advanceMs(1);
        store.succeed();
        its.loop.advanceMs(1);
        assertThat(rivals)
                .extracting(Future::result)
                .containsExactly(Outcome.RECORDED, Outcome.SPENT, Outcome.SPENT);
        assertThat(store.batches).hasSize(2);
    }

    @Test
    void whatTheJournalPromisesMeanwhileIsWhatTheChallengeBought() {
        lane.submit(row(1, 1));
        Future<Outcome> rival = other.submit(row(1, 2));
        store.fail(Remedy.JOURNAL, false);
        its.loop.advanceMs(2);
        assertThat(rival.result()).isEqualTo(Outcome.SPENT);
        assertThat(its.file.rows).hasSize(1);
    }

    @Test
    void whoWaitsBeyondTheDeadlineIsToldToComeAgainAndLeavesNoTrace() {
        its.fillJournal();
        lane.submit(row(1, 1));
        Future<Outcome> rival = lane.submit(row(1, 2));
        its.loop.advanceMs(1_900);
        assertThat(rival.isComplete()).isFalse();
        its.loop.advanceMs(200);
        assertThat(refusal(rival)).isInstanceOf(Outcome.Overloaded.class);
        store.succeed(RowOutcome.NOT_OPEN);
        its.loop.advanceMs(100);
        assertThat(store.batches).hasSize(1);
    }

    /// Looking again does not make the wait a new one.
    @Test
    void theDeadlineIsThatOfItsSubmission() {
        its.fillJournal();
        lane.submit(row(1, 1));
        List<Future<Outcome>> rivals = submit(lane, 2, 2);
        its.loop.advanceMs(1_500);
        store.succeed(RowOutcome.NOT_OPEN);
        its.loop.advanceMs(700);
        assertThat(rivals.getFirst().isComplete()).isFalse();
        assertThat(refusal(rivals.getLast())).isInstanceOf(Outcome.Overloaded.class);
    }

    @Test
    void soManyWaitForOneChallengeAndNoMore() {
        Claims claims = new Claims();
        List<Integer> free = new ArrayList<>();
        assertThat(claims.take(row(1, 0), () -> free.add(0))).isEqualTo(Claims.Taken.HELD);
        for (int content = 1; content <= Claims.WAITING_MAX; content++) {
            int number = content;
            assertThat(claims.take(row(1, content), () -> free.add(number)))
                    .isEqualTo(Claims.Taken.WAITS);
        }
        assertThat(claims.take(row(1, 9_999), () -> free.add(9_999)))
                .isEqualTo(Claims.Taken.CROWDED);
        assertThat(claims.take(row(1, 0), () -> free.add(0))).isEqualTo(Claims.Taken.HELD);
        claims.release(row(1, 0));
        assertThat(free).isEmpty();
        claims.release(row(1, 0));
        assertThat(free).hasSize(Claims.WAITING_MAX).doesNotContain(0, 9_999);
        assertThat(claims.size()).isZero();
    }

    @Test
    void whoWaitsTakesRoomInTheLane() {
        lane.submit(row(1, 1));
        submit(lane, 2, LANE_ROWS_MAX - 1);
        assertThat(lane.refusal()).isInstanceOf(Outcome.Overloaded.class);
        assertThat(refusal(lane.submit(row(1, 99)))).isInstanceOf(Outcome.Overloaded.class);
        its.loop.advanceMs(60);
        assertThat(its.intake.queuedRows()).isEqualTo(LANE_ROWS_MAX);
    }

    @Test
    void whoWaitsWhenTheGatewayStopsIsToldToComeAgain() {
        lane.submit(row(1, 1));
        Future<Outcome> before = lane.submit(row(1, 2));
        Future<Void> drained = lane.drain();
        Future<Outcome> after = lane.submit(row(1, 3));
        assertThat(refusal(before)).isInstanceOf(Outcome.Overloaded.class);
        assertThat(refusal(after)).isInstanceOf(Outcome.Overloaded.class);
        store.succeed();
        assertThat(drained.isComplete()).isTrue();
    }
}
