package org.rempart.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.intake.IntakeFixture.BATCH_ROWS_MAX;
import static org.rempart.gateway.intake.IntakeFixture.row;

import io.vertx.core.Future;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.journal.Journal;

import java.time.Instant;

/// How the journal is emptied, and how the drain finds out that the database is back.
class DrainTest {
    private final IntakeFixture its = new IntakeFixture();
    private final HeldStore store = its.store;
    private final Drain drain = new Drain(its.intake, its.loop, store, its.meters);

    @BeforeEach
    void start() {
        drain.start();
    }

    private void keep(int first, int rows, boolean inDoubt) {
        for (int i = first; i < first + rows; i++) {
            its.journal.append(new KeptRow(row(i, i), Instant.EPOCH, inDoubt));
        }
        its.loop.advanceMs(1);
    }

    private void keep(int rows) {
        keep(1, rows, false);
    }

    private void awaitBatch() {
        for (int ms = 0; ms < 10_000 && !store.isAsked(); ms += 10) {
            its.loop.advanceMs(10);
        }
        assertThat(store.isAsked()).isTrue();
    }

    private void succeed(RowOutcome outcome) {
        store.succeed(outcome);
        its.loop.advanceMs(0);
    }

    private void fail(Remedy remedy, boolean inDoubt) {
        store.fail(remedy, inDoubt);
        its.loop.advanceMs(0);
    }

    private void nothingIsAskedFor(int ms) {
        int before = store.replays.size();
        its.loop.advanceMs(ms);
        assertThat(store.replays).hasSize(before);
    }

    @Test
    void signaturesGoInTheirOrderInBatchesAndAreRemovedWhenTheirCommitIsKnown() {
        keep(BATCH_ROWS_MAX + 1);
        awaitBatch();
        assertThat(store.replays.getFirst())
                .extracting(kept -> kept.row().challenge().getInt(0))
                .containsExactly(1, 2, 3, 4);
        assertThat(its.file.rows).hasSize(5);
        succeed(RowOutcome.RECORDED);
        its.loop.advanceMs(1);
        assertThat(its.file.rows).hasSize(1);
        awaitBatch();
        succeed(RowOutcome.RECORDED);
        its.loop.advanceMs(1);
        assertThat(its.file.rows).isEmpty();
        nothingIsAskedFor(5_000);
    }

    @Test
    void aBatchThatFailedStaysAndIsTheProbeOfTheBreaker() {
        keep(2);
        awaitBatch();
        fail(Remedy.JOURNAL, true);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.AWAY);
        nothingIsAskedFor(900);
        awaitBatch();
        assertThat(store.replays.getLast()).isEqualTo(store.replays.getFirst());
        succeed(RowOutcome.KNOWN);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
        its.loop.advanceMs(1);
        assertThat(its.file.rows).isEmpty();
    }

    @Test
    void anEmptyBatchFindsOutThatTheDatabaseIsBackWhenTheJournalHoldsNothing() {
        its.breaker.permits();
        its.breaker.failed(1, new BatchResult.Failed(Remedy.JOURNAL, false, "away"));
        awaitBatch();
        assertThat(store.replays.getLast()).isEmpty();
        succeed(RowOutcome.RECORDED);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
    }

    @Test
    void whileTheBreakerIsOpenOneProbeIsAskedForAndNotASecond() {
        keep(1);
        awaitBatch();
        fail(Remedy.JOURNAL, true);
        awaitBatch();
        nothingIsAskedFor(60_000);
        assertThat(its.breaker.permits()).isFalse();
    }

    @Test
    void whatBecameOfSignaturesInDoubtIsCounted() {
        keep(1, 1, true);
        awaitBatch();
        succeed(RowOutcome.KNOWN);
        its.loop.advanceMs(1);
        keep(2, 2, true);
        awaitBatch();
        succeed(RowOutcome.RECORDED);
        assertThat(its.counted("rempart.intake.in.doubt.rows", "truth", "committed")).isEqualTo(1);
        assertThat(its.counted("rempart.intake.in.doubt.rows", "truth", "not_committed"))
                .isEqualTo(2);
        assertThat(its.counted("rempart.journal.drained", "outcome", "recorded")).isEqualTo(2);
    }

    @Test
    void whatWasDrainedIsKnownToBeSpent() {
        keep(1);
        awaitBatch();
        succeed(RowOutcome.RECORDED);
        its.loop.advanceMs(1);
        Lane lane = its.intake.lane(its.loop, store);
        assertThat(lane.submit(row(1, 1)).result()).isEqualTo(Outcome.RECORDED);
        assertThat(lane.submit(row(1, 2)).result()).isEqualTo(Outcome.SPENT);
    }

    @Test
    void aRowThatTheDatabaseWillNotHaveIsSetAsideAndTheOthersAreWritten() {
        keep(4);
        awaitBatch();
        fail(Remedy.REFUSE, false); // 1 2 3 4
        awaitBatch();
        fail(Remedy.REFUSE, false); // 1 2
        awaitBatch();
        fail(Remedy.REFUSE, false); // 1
        awaitBatch();
        assertThat(its.file.setAside).hasSize(1);
        assertThat(store.replays.getLast())
                .extracting(kept -> kept.row().challenge().getInt(0))
                .containsExactly(2);
        succeed(RowOutcome.RECORDED);
        awaitBatch();
        succeed(RowOutcome.RECORDED);
        its.loop.advanceMs(1_000);
        assertThat(its.file.rows).isEmpty();
    }

    @Test
    void afterAStopNothingIsLostAndTheDrainGoesOnWhenItIsMended() {
        keep(1);
        awaitBatch();
        fail(Remedy.STOP, false);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.STOPPED);
        awaitBatch();
        succeed(RowOutcome.RECORDED);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
        its.loop.advanceMs(1);
        assertThat(its.file.rows).isEmpty();
    }

    @Test
    void aDiskThatDoesNotLetGoOfRowsDoesNotStopTheDrainNorMakesItWriteThemTwice() {
        keep(BATCH_ROWS_MAX + 1);
        awaitBatch();
        its.file.disk = MemoryJournalFile.Disk.FULL;
        succeed(RowOutcome.RECORDED);
        awaitBatch();
        assertThat(store.replays.getLast())
                .extracting(kept -> kept.row().challenge().getInt(0))
                .containsExactly(5);
        succeed(RowOutcome.RECORDED);
        its.loop.advanceMs(100);
        assertThat(its.file.rows).hasSize(5);
        its.file.disk = MemoryJournalFile.Disk.WORKS;
        its.loop.advanceMs(3_000);
        assertThat(its.file.rows).isEmpty();
        assertThat(store.replays).hasSize(2);
        assertThat(its.journal.state()).isEqualTo(Journal.State.READY);
    }

    @Test
    void aDiskThatWorksAgainIsFoundOutWithoutASignature() {
        its.file.disk = MemoryJournalFile.Disk.FULL;
        keep(1);
        assertThat(its.journal.state()).isEqualTo(Journal.State.FAILING);
        its.file.disk = MemoryJournalFile.Disk.WORKS;
        its.loop.advanceMs(2_000);
        assertThat(its.journal.state()).isEqualTo(Journal.State.READY);
    }

    /// Otherwise health would say every second that signatures are taken.
    @Test
    void aDiskThatCanBeReadAndNotWrittenStaysFailing() {
        keep(1);
        awaitBatch();
        fail(Remedy.JOURNAL, false);
        its.file.disk = MemoryJournalFile.Disk.FULL;
        keep(2, 1, false);
        for (int ms = 0; ms < 5_000; ms += 10) {
            its.loop.advanceMs(10);
            assertThat(its.journal.state()).isEqualTo(Journal.State.FAILING);
            if (store.isAsked()) {
                fail(Remedy.JOURNAL, false);
            }
        }
    }

    @Test
    void aPauseAsLongAsTheBatchLeavesRoomForLivingTraffic() {
        keep(BATCH_ROWS_MAX + 1);
        awaitBatch();
        its.loop.advanceMs(200);
        succeed(RowOutcome.RECORDED);
        nothingIsAskedFor(190);
        awaitBatch();
    }

    @Test
    void aStoppedDrainBeginsNothingMore() {
        Future<Void> ended = drain.stop();
        its.loop.advanceMs(0);
        assertThat(ended.isComplete()).isTrue();
        keep(1);
        nothingIsAskedFor(5_000);
    }

    /// Otherwise this gateway could promise a second signature for one challenge.
    @Test
    void whatWasSoldByAnotherGatewayIsNotPromisedWhileTheDatabaseIsAway() {
        keep(1);
        awaitBatch();
        succeed(RowOutcome.SPENT);
        its.loop.advanceMs(1);
        Lane lane = its.intake.lane(its.loop, store);
        Future<Outcome> asked = lane.submit(row(1, 2));
        store.succeed(RowOutcome.KNOWN);
        assertThat(asked.result()).isEqualTo(Outcome.RECORDED);
        keep(2, 1, false);
        awaitBatch();
        succeed(RowOutcome.SPENT);
        its.loop.advanceMs(1);
        its.breaker.permits();
        its.breaker.failed(1, new BatchResult.Failed(Remedy.JOURNAL, false, "away"));
        assertThat(lane.submit(row(2, 3)).result()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(its.file.rows).isEmpty();
    }

    @Test
    void aDiskThatCannotBeReadDoesNotHideThatTheDatabaseIsBack() {
        keep(1);
        awaitBatch();
        fail(Remedy.JOURNAL, false);
        its.file.disk = MemoryJournalFile.Disk.UNREADABLE;
        awaitBatch();
        assertThat(store.replays.getLast()).isEmpty();
        succeed(RowOutcome.RECORDED);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
        nothingIsAskedFor(5_000);
        its.file.disk = MemoryJournalFile.Disk.WORKS;
        awaitBatch();
        assertThat(store.replays.getLast()).hasSize(1);
    }

    /// What refuses a statement without a row is no row's fault.
    @Test
    void anEmptyBatchThatIsRefusedDoesNotEndTheDrain() {
        its.breaker.permits();
        its.breaker.failed(1, new BatchResult.Failed(Remedy.JOURNAL, false, "away"));
        awaitBatch();
        fail(Remedy.REFUSE, false);
        keep(1);
        awaitBatch();
        succeed(RowOutcome.RECORDED);
        its.loop.advanceMs(1);
        assertThat(its.file.rows).isEmpty();
    }

    @Test
    void aDrainHasEndedWhenItsBatchIsWrittenAndRemoved() {
        keep(BATCH_ROWS_MAX + 1);
        awaitBatch();
        Future<Void> ended = drain.stop();
        its.loop.advanceMs(1_000);
        assertThat(ended.isComplete()).isFalse();
        succeed(RowOutcome.RECORDED);
        its.loop.advanceMs(1);
        assertThat(ended.isComplete()).isTrue();
        assertThat(its.file.rows).hasSize(1);
        nothingIsAskedFor(5_000);
    }

    /// As it does when its connection is closed under it.
    @Test
    void aBatchThatFailsAfterTheStopStaysAndSaysNothingOfTheDatabase() {
        keep(1);
        awaitBatch();
        Future<Void> ended = drain.stop();
        fail(Remedy.JOURNAL, true);
        assertThat(ended.isComplete()).isTrue();
        assertThat(its.file.rows).hasSize(1);
        assertThat(its.breaker.state()).isEqualTo(DatabaseBreaker.State.UP);
        assertThat(its.breaker.permits()).isTrue();
    }
}
