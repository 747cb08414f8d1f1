package org.rempart.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.intake.IntakeFixture.row;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.journal.Journal;
import org.rempart.gateway.storage.journal.JournaledRow;

import java.time.Instant;
import java.util.List;

/// The switch to the journal and back, and what is answered when there is no journal either.
class LaneJournalTest {
    private final IntakeFixture its = new IntakeFixture();
    private final HeldStore store = its.store;
    private final Lane lane = its.intake.lane(its.loop, store);

    private Future<Outcome> submit(int challenge) {
        return lane.submit(row(challenge, challenge));
    }

    private void databaseGoesAway() {
        submit(1_000);
        store.fail(Remedy.JOURNAL, false);
        its.loop.advanceMs(1);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.AWAY);
    }

    @Test
    void whatFailedAndWhatWaitedIsKeptAndAcceptedWhenItIsOnDisk() {
        Future<Outcome> failed = submit(1);
        Future<Outcome> waiting = submit(2);
        store.fail(Remedy.JOURNAL, true);
        assertThat(failed.isComplete()).isFalse();
        its.loop.advanceMs(1);
        assertThat(failed.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(waiting.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(its.file.rows.values())
                .extracting(KeptRow::inDoubt)
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void whileTheDatabaseIsAwaySignaturesGoStraightToTheJournal() {
        databaseGoesAway();
        Future<Outcome> outcome = submit(1);
        its.loop.advanceMs(1);
        assertThat(outcome.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void aBatchThatTakesTooLongIsKeptWhileItIsStillUnderWay() {
        Future<Outcome> underWay = submit(1);
        Future<Outcome> waiting = submit(2);
        its.loop.advanceMs(299);
        assertThat(underWay.isComplete()).isFalse();
        its.loop.advanceMs(100);
        assertThat(underWay.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(waiting.result()).isEqualTo(Outcome.ACCEPTED);
        Future<Outcome> later = submit(3);
        its.loop.advanceMs(1);
        assertThat(later.result()).isEqualTo(Outcome.ACCEPTED);
        store.succeed();
        Future<Outcome> direct = submit(4);
        store.succeed();
        assertThat(direct.result()).isEqualTo(Outcome.RECORDED);
    }

    /// Fresh challenges are refused when the wait comes near the longest admitted time.
    @Test
    void aBatchThatHangsRaisesTheExpectedWaitUntilTheJournalTakesOver() {
        submit(1);
        its.loop.advanceMs(300);
        double atMost = lane.waitShare();
        assertThat(atMost).isPositive();
        its.loop.advanceMs(1_500);
        submit(2);
        assertThat(lane.waitShare()).isEqualTo(atMost);
    }

    @Test
    void aSlowBatchThatIsWrittenBeforeTheJournalAnswersIsRecorded() {
        Future<Outcome> outcome = submit(1);
        its.loop.holdExecutions();
        its.loop.advanceMs(400);
        store.succeed();
        assertThat(outcome.result()).isEqualTo(Outcome.RECORDED);
        its.loop.releaseExecutions();
        its.loop.advanceMs(1);
        assertThat(its.file.rows).hasSize(1);
    }

    @Test
    void aRetryOfWhatTheJournalHoldsIsAcceptedAgainAndAReplayIsSpent() {
        databaseGoesAway();
        submit(1);
        its.loop.advanceMs(1);
        Future<Outcome> retry = submit(1);
        Future<Outcome> replay = lane.submit(row(1, 2));
        its.loop.advanceMs(1);
        assertThat(retry.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(replay.result()).isEqualTo(Outcome.SPENT);
        assertThat(its.file.rows).hasSize(2);
    }

    /// Otherwise the replay could be written before the promised signature is.
    @Test
    void whatTheJournalHoldsIsSettledThereEvenWhenTheDatabaseIsBack() {
        databaseGoesAway();
        submit(1);
        its.loop.advanceMs(1);
        its.breaker.answered(1);
        its.loop.advanceMs(2_000);
        assertThat(its.breaker.permits()).isTrue();
        its.breaker.answered(1);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
        Future<Outcome> replay = lane.submit(row(1, 2));
        its.loop.advanceMs(1);
        assertThat(replay.result()).isEqualTo(Outcome.SPENT);
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void aFullJournalRefusesAndWhatItHoldsStays() {
        databaseGoesAway();
        for (int i = 1; i < IntakeFixture.JOURNAL_ROWS_MAX; i++) {
            submit(i);
            its.loop.advanceMs(1);
        }
        assertThat(its.journal.state()).isEqualTo(Journal.State.FULL);
        assertThat(lane.refusal()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(submit(500).result()).isInstanceOf(Outcome.Unavailable.class);
        Future<Outcome> retry = submit(1);
        its.loop.advanceMs(1);
        assertThat(retry.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(its.file.rows).hasSize(IntakeFixture.JOURNAL_ROWS_MAX);
    }

    @Test
    void aDiskThatFailsRefusesWhatWasNeverSent() {
        databaseGoesAway();
        its.file.disk = MemoryJournalFile.Disk.FULL;
        Future<Outcome> outcome = submit(1);
        its.loop.advanceMs(1);
        assertThat(outcome.result()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(lane.refusal()).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void aSchemaThatIsNotWhatIsNeededStopsEverythingAndPromisesNothing() {
        Future<Outcome> failed = submit(1);
        Future<Outcome> waiting = submit(2);
        store.fail(Remedy.STOP, false);
        its.loop.advanceMs(1);
        assertThat(failed.result()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(waiting.result()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(lane.refusal()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(its.intake.takesSignatures()).isFalse();
        assertThat(its.file.rows).isEmpty();
    }

    @Test
    void drainingWithAHungDatabaseKeepsWhatWaits() {
        Future<Outcome> underWay = submit(1);
        Future<Void> drained = lane.drain();
        its.loop.advanceMs(400);
        assertThat(underWay.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(drained.isComplete()).isTrue();
    }

    /// It was promised, and its challenge buys nothing else.
    @Test
    void whatWasSetAsideIsNotWaitedForAndItsChallengeStaysSpentInThisLifeAndTheNext() {
        databaseGoesAway();
        submit(1);
        its.loop.advanceMs(1);
        Future<List<JournaledRow>> rows = its.journal.oldest(0, 9);
        its.loop.advanceMs(1);
        its.journal.setAside(rows.result().getLast(), "a test");
        its.loop.advanceMs(1);
        assertThat(its.journal.rows()).isEqualTo(1);
        Future<Outcome> retry = submit(1);
        Future<Outcome> replay = lane.submit(row(1, 2));
        its.loop.advanceMs(1);
        assertThat(retry.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(replay.result()).isEqualTo(Outcome.SPENT);
        Journal next = its.journal();
        assertThat(next.rows()).isEqualTo(1);
        assertThat(next.mayHold(row(1, 1).challenge())).isTrue();
    }

    @Test
    void whatWaitsToBeWrittenAgainBehindASlowBatchIsKept() {
        submit(0);
        Future<Outcome> underWay = submit(1);
        Future<Outcome> waiting = submit(2);
        store.succeed();
        store.fail(Remedy.REFUSE, false); // 1 2
        its.loop.advanceMs(400);
        assertThat(underWay.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(waiting.result()).isEqualTo(Outcome.ACCEPTED);
        store.succeed(); // 1
        assertThat(store.isAsked()).isFalse();
    }

    /// Its first delete failed and took effect all the same.
    @Test
    void whatIsKeptOnceMoreAfterADeleteThatFailedStaysKnownWhenTheDeleteSucceeds() {
        KeptRow kept = new KeptRow(row(1, 1), Instant.EPOCH, false);
        its.journal.append(kept);
        Future<List<JournaledRow>> oldest = its.journal.oldest(0, 1);
        its.loop.advanceMs(1);
        its.file.disk = MemoryJournalFile.Disk.LOSES_SYNCS;
        its.journal.delete(oldest.result());
        its.loop.advanceMs(1);
        its.file.rows.clear();
        its.file.disk = MemoryJournalFile.Disk.WORKS;
        its.journal.append(kept);
        its.journal.delete(oldest.result());
        its.loop.advanceMs(1);
        assertThat(its.file.rows).hasSize(1);
        assertThat(its.journal.mayHold(kept.row().challenge())).isTrue();
        assertThat(its.journal.rows()).isEqualTo(1);
    }
}
