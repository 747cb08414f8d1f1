package org.rempart.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.intake.IntakeFixture.row;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.journal.JournaledRow;

import java.time.Instant;
import java.util.List;

/// What is answered, and what is not, while it is not known what became of a signature.
class LaneDoubtTest {
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

    private void databaseIsBack() {
        its.loop.advanceMs(2_000);
        assertThat(its.breaker.permits()).isTrue();
        its.breaker.answered(1);
        its.loop.advanceMs(100);
    }

    /// What the journal has kept is promised, whatever the database says later.
    @Test
    void aRefusalThatComesWhileTheJournalIsAskedWaitsForItsAnswer() {
        Future<Outcome> outcome = submit(1);
        its.loop.holdExecutions();
        its.loop.advanceMs(400);
        store.succeed(RowOutcome.NOT_OPEN);
        assertThat(outcome.isComplete()).isFalse();
        its.loop.releaseExecutions();
        its.loop.advanceMs(1);
        assertThat(outcome.result()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void aRefusalStandsWhenTheJournalDidNotTakeTheSignature() {
        Future<Outcome> outcome = submit(1);
        its.loop.holdExecutions();
        its.loop.advanceMs(400);
        store.succeed(RowOutcome.NOT_OPEN);
        its.file.disk = MemoryJournalFile.Disk.FULL;
        its.loop.releaseExecutions();
        its.loop.advanceMs(1);
        assertThat(outcome.result()).isEqualTo(Outcome.NOT_OPEN);
    }

    /// "It was not taken" must be true.
    @Test
    void whatMayHaveBeenWrittenIsNotRefusedAndInTheEndNotAnswered() {
        its.file.disk = MemoryJournalFile.Disk.FULL;
        Future<Outcome> outcome = submit(1);
        store.fail(Remedy.JOURNAL, true);
        its.loop.advanceMs(4_900);
        assertThat(outcome.isComplete()).isFalse();
        its.loop.advanceMs(200);
        assertThat(outcome.result()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(its.counted("rempart.intake.in.doubt.rows", "truth", "unanswered")).isEqualTo(1);
    }

    @Test
    void aSyncThatFailedLeavesDoubtToo() {
        databaseGoesAway();
        its.file.disk = MemoryJournalFile.Disk.LOSES_SYNCS;
        Future<Outcome> outcome = submit(1);
        its.loop.advanceMs(5_100);
        assertThat(outcome.result()).isEqualTo(Outcome.IN_DOUBT);
    }

    @Test
    void whatMayHaveBeenWrittenIsAskedAboutWhenTheDatabaseIsBackInTime() {
        its.file.disk = MemoryJournalFile.Disk.FULL;
        Future<Outcome> outcome = submit(1);
        store.fail(Remedy.JOURNAL, true);
        its.loop.advanceMs(2_000);
        assertThat(its.breaker.permits()).isTrue();
        its.breaker.answered(1);
        its.loop.advanceMs(100);
        store.succeed(RowOutcome.KNOWN);
        assertThat(outcome.result()).isEqualTo(Outcome.RECORDED);
    }

    /// The first try may be committed yet, while its petition was open.
    @Test
    void whatMayHaveBeenWrittenIsNotRefusedForHavingComeTooLateTheSecondTime() {
        its.file.disk = MemoryJournalFile.Disk.FULL;
        Future<Outcome> outcome = submit(1);
        store.fail(Remedy.JOURNAL, true);
        databaseIsBack();
        store.succeed(RowOutcome.NOT_OPEN);
        assertThat(outcome.result()).isEqualTo(Outcome.IN_DOUBT);
    }

    @Test
    void whatMayHaveBeenWrittenIsRefusedWhenItsChallengeIsSpentForGood() {
        its.file.disk = MemoryJournalFile.Disk.FULL;
        Future<Outcome> outcome = submit(1);
        store.fail(Remedy.JOURNAL, true);
        databaseIsBack();
        store.succeed(RowOutcome.SPENT);
        assertThat(outcome.result()).isEqualTo(Outcome.SPENT);
    }

    @Test
    void aRefusalDoesNotStandWhenTheJournalMayKeepTheSignatureAfterAll() {
        Future<Outcome> outcome = submit(1);
        its.loop.holdExecutions();
        its.loop.advanceMs(400);
        store.succeed(RowOutcome.NOT_OPEN);
        its.file.disk = MemoryJournalFile.Disk.LOSES_SYNCS;
        its.loop.releaseExecutions();
        its.loop.advanceMs(1);
        assertThat(outcome.result()).isEqualTo(Outcome.IN_DOUBT);
    }

    /// What the journal keeps for this challenge was not known of when the batch was sent.
    @Test
    void whatIsUnderWayIsNotSpentBecauseTheJournalKeepsAnother() {
        its.file.disk = MemoryJournalFile.Disk.LOSES_SYNCS;
        its.journal.append(new KeptRow(row(1, 2), Instant.EPOCH, false));
        its.loop.advanceMs(1);
        Future<Outcome> outcome = submit(1);
        its.file.disk = MemoryJournalFile.Disk.WORKS;
        its.file.rows.put(9L, new KeptRow(row(1, 2), Instant.EPOCH, false));
        store.fail(Remedy.JOURNAL, true);
        its.loop.advanceMs(100);
        assertThat(outcome.isComplete()).isFalse();
        databaseIsBack();
        assertThat(store.isAsked()).isFalse();
        Future<List<JournaledRow>> other = its.journal.oldest(8, 1);
        its.loop.advanceMs(1);
        its.journal.delete(other.result());
        its.loop.advanceMs(100);
        store.succeed(RowOutcome.KNOWN);
        assertThat(outcome.result()).isEqualTo(Outcome.RECORDED);
    }

    /// The journal refuses it while its half of a batch waits for the other half.
    @Test
    void whatWasAnsweredWhileItWaitedToBeWrittenAgainIsNotWritten() {
        submit(0);
        Future<Outcome> first = submit(1);
        Future<Outcome> second = submit(2);
        store.succeed();
        its.loop.holdExecutions();
        its.loop.advanceMs(400);
        its.file.disk = MemoryJournalFile.Disk.FULL;
        store.fail(Remedy.REFUSE, false); // 1 2
        its.loop.releaseExecutions();
        its.loop.advanceMs(1);
        assertThat(second.result()).isInstanceOf(Outcome.Unavailable.class);
        store.succeed(); // 1
        assertThat(first.result()).isEqualTo(Outcome.RECORDED);
        assertThat(store.isAsked()).isFalse();
    }

    /// The journal took the one at fault and had no room for the other.
    @Test
    void theLastOneLeftOfABatchIsNotAtFaultBeforeItWasAlone() {
        its.fillJournal();
        submit(0);
        Future<Outcome> atFault = submit(1);
        Future<Outcome> innocent = submit(2);
        store.succeed();
        Future<List<JournaledRow>> oldest = its.journal.oldest(0, 1);
        its.loop.advanceMs(1);
        its.journal.delete(oldest.result());
        its.loop.advanceMs(400);
        assertThat(atFault.result()).isEqualTo(Outcome.ACCEPTED);
        assertThat(innocent.isComplete()).isFalse();
        store.fail(Remedy.REFUSE, false); // 1 2
        store.succeed(); // 2
        assertThat(innocent.result()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void whoWaitsForADiskThatHangsIsLetGoUnansweredInTheEnd() {
        databaseGoesAway();
        its.loop.holdExecutions();
        Future<Outcome> outcome = submit(1);
        its.loop.advanceMs(4_900);
        assertThat(outcome.isComplete()).isFalse();
        its.loop.advanceMs(200);
        assertThat(outcome.result()).isEqualTo(Outcome.IN_DOUBT);
    }

    /// Its append failed at first, and when it succeeds the other signature has been drained.
    @Test
    void whatIsKeptAfterItsChallengeWasSoldIsNotPromised() {
        databaseGoesAway();
        submit(1);
        its.loop.advanceMs(1);
        its.file.disk = MemoryJournalFile.Disk.LOSES_SYNCS;
        Future<Outcome> replay = lane.submit(row(1, 2));
        its.loop.advanceMs(1);
        assertThat(replay.isComplete()).isFalse();
        its.intake.recentlySpent().spent(row(1, 1));
        its.file.rows.pollLastEntry();
        its.file.disk = MemoryJournalFile.Disk.WORKS;
        its.journal.probe();
        its.loop.advanceMs(100);
        assertThat(replay.result()).isEqualTo(Outcome.SPENT);
    }

    /// The database would write the replay before the journal brings what was promised.
    @Test
    void aReplayInDoubtIsNotSettledInTheDatabaseWhileTheJournalHoldsItsChallenge() {
        databaseGoesAway();
        submit(1);
        its.loop.advanceMs(1);
        its.file.disk = MemoryJournalFile.Disk.LOSES_SYNCS;
        Future<Outcome> replay = lane.submit(row(1, 2));
        its.loop.advanceMs(1);
        databaseIsBack();
        assertThat(store.isAsked()).isFalse();
        its.file.disk = MemoryJournalFile.Disk.WORKS;
        its.journal.probe();
        its.loop.advanceMs(100);
        assertThat(store.isAsked()).isFalse();
        assertThat(replay.result()).isEqualTo(Outcome.SPENT);
    }
}
