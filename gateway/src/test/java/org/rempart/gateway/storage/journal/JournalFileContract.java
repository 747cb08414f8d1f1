package org.rempart.gateway.storage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rempart.gateway.storage.journal.Appended.KEPT;
import static org.rempart.gateway.storage.journal.Appended.SPENT;
import static org.rempart.gateway.storage.journal.KeptRows.other;
import static org.rempart.gateway.storage.journal.KeptRows.row;
import static org.rempart.gateway.storage.journal.KeptRows.rows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.KeptRow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What every [JournalFile] does while its disk does what it is told.
abstract class JournalFileContract {
    private JournalFile file;

    /// Opens the journal of this test: the same one each time.
    abstract JournalFile open() throws IOException;

    @BeforeEach
    void openTheFile() throws IOException {
        file = open();
    }

    @AfterEach
    void closeTheFile() {
        file.close();
    }

    private void reopen() throws IOException {
        file.close();
        file = open();
    }

    private List<KeptRow> kept() throws IOException {
        return file.oldest(0, Integer.MAX_VALUE).stream().map(JournaledRow::kept).toList();
    }

    private List<Long> ids() throws IOException {
        return file.oldest(0, Integer.MAX_VALUE).stream().map(JournaledRow::id).toList();
    }

    private List<Long> keys() throws IOException {
        List<Long> keys = new ArrayList<>();
        file.keys(keys::add);
        return keys;
    }

    private static long key(KeptRow row) {
        return HeldChallenges.key(row.row().challenge());
    }

    @Test
    void aNewJournalHoldsNothing() throws IOException {
        assertThat(file.rows()).isZero();
        assertThat(kept()).isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void whatIsAppendedIsReadBackAsItWas() throws IOException {
        assertThat(file.append(rows(0, 40))).hasSize(40).containsOnly(KEPT);
        assertThat(kept()).isEqualTo(rows(0, 40));
        assertThat(file.rows()).isEqualTo(40);
    }

    @Test
    void whatWasAppendedIsThereAfterTheNextOpen() throws IOException {
        file.append(rows(0, 40));
        reopen();
        assertThat(kept()).isEqualTo(rows(0, 40));
        assertThat(file.rows()).isEqualTo(40);
    }

    @Test
    void anEmptyBatchIsNothing() throws IOException {
        assertThat(file.append(List.of())).isEmpty();
        file.delete(List.of());
        assertThat(file.rows()).isZero();
    }

    @Test
    void theSameSignatureAgainIsKeptOnce() throws IOException {
        file.append(List.of(row(1)));
        assertThat(file.append(List.of(row(1)))).containsExactly(KEPT);
        assertThat(kept()).containsExactly(row(1));
    }

    @Test
    void itsChallengeWithOtherContentIsSpent() throws IOException {
        file.append(List.of(row(1)));
        assertThat(file.append(List.of(other(1)))).containsExactly(SPENT);
        assertThat(kept()).containsExactly(row(1));
    }

    @Test
    void oneThatIsSpentLeavesTheOthersOfItsBatchAlone() throws IOException {
        file.append(List.of(row(2)));
        assertThat(file.append(List.of(row(1), other(2), row(3))))
                .containsExactly(KEPT, SPENT, KEPT);
        assertThat(kept()).containsExactly(row(2), row(1), row(3));
    }

    @Test
    void rowsComeInTheOrderInWhichTheyWereAppended() throws IOException {
        file.append(List.of(row(9)));
        file.append(List.of(row(3), row(7)));
        reopen();
        file.append(List.of(row(5)));
        assertThat(kept()).containsExactly(row(9), row(3), row(7), row(5));
        assertThat(ids()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theOldestAreThoseAfterAnIdAndNoMoreThanAskedFor() throws IOException {
        file.append(rows(0, 10));
        long third = ids().get(2);
        assertThat(file.oldest(third, 4).stream().map(JournaledRow::kept))
                .containsExactlyElementsOf(rows(3, 7));
        assertThat(file.oldest(third, 7)).hasSize(7);
        assertThat(file.oldest(third, 8)).hasSize(7);
        assertThat(file.oldest(ids().getLast(), 1)).isEmpty();
    }

    @Test
    void whatIsDeletedIsGone() throws IOException {
        file.append(rows(0, 10));
        file.delete(ids().subList(0, 4));
        assertThat(kept()).isEqualTo(rows(4, 10));
        reopen();
        assertThat(kept()).isEqualTo(rows(4, 10));
        assertThat(file.rows()).isEqualTo(6);
        assertThat(keys())
                .containsExactlyInAnyOrderElementsOf(
                        rows(4, 10).stream().map(JournalFileContract::key).toList());
    }

    @Test
    void aJournalThatWasEmptiedIsReadAndFilledAgain() throws IOException {
        for (int round = 0; round < 2; round++) {
            file.append(rows(0, 10));
            file.delete(ids());
            assertThat(kept()).isEmpty();
            assertThat(file.rows()).isZero();
            assertThat(keys()).isEmpty();
        }
    }

    @Test
    void moreRowsAreDeletedThanATransactionTakes() throws IOException {
        file.append(rows(0, 1_203));
        file.delete(ids().subList(0, 1_201));
        assertThat(kept()).isEqualTo(rows(1_201, 1_203));
    }

    @Test
    void deletingWhatIsNotThereIsNothing() throws IOException {
        file.append(rows(0, 2));
        List<Long> ids = ids();
        file.delete(ids.subList(0, 1));
        file.delete(List.of(ids.getFirst(), ids.getLast() + 1));
        assertThat(kept()).containsExactly(row(1));
    }

    @Test
    void aChallengeThatWasDeletedCanComeAgain() throws IOException {
        file.append(List.of(row(1)));
        file.delete(ids());
        assertThat(file.append(List.of(other(1)))).containsExactly(KEPT);
        assertThat(kept()).containsExactly(other(1));
    }

    @Test
    void anIdIsNeverUsedAgain() throws IOException {
        file.append(rows(0, 3));
        long last = ids().getLast();
        file.delete(ids());
        file.append(List.of(row(3)));
        assertThat(ids().getFirst()).isGreaterThan(last);

        last = ids().getFirst();
        file.delete(ids());
        reopen();
        file.append(List.of(row(4)));
        assertThat(ids().getFirst()).isGreaterThan(last);
    }

    @Test
    void whatIsSetAsideWaitsNoMore() throws IOException {
        file.append(rows(0, 3));
        file.setAside(ids().get(1), "the database does not take it");
        assertThat(kept()).containsExactly(row(0), row(2));
        assertThat(file.rows()).isEqualTo(2);
        reopen();
        assertThat(kept()).containsExactly(row(0), row(2));
    }

    @Test
    void settingAsideWhatIsNotThereIsNothing() throws IOException {
        file.append(rows(0, 1));
        file.setAside(ids().getFirst() + 1, "nobody");
        assertThat(kept()).containsExactly(row(0));
    }

    /// Its owner was told that it is kept, and its challenge has bought it.
    @Test
    void theChallengeOfWhatIsSetAsideStaysSpent() throws IOException {
        file.append(List.of(row(1)));
        file.setAside(ids().getFirst(), "the database does not take it");
        reopen();
        assertThat(file.append(List.of(row(1)))).containsExactly(KEPT);
        assertThat(file.append(List.of(other(1)))).containsExactly(SPENT);
        assertThat(kept()).isEmpty();
        assertThat(keys()).containsExactly(key(row(1)));
    }

    @Test
    void aKeyIsToldForEveryChallenge() throws IOException {
        file.append(rows(0, 25));
        reopen();
        assertThat(keys())
                .containsExactlyInAnyOrderElementsOf(
                        rows(0, 25).stream().map(JournalFileContract::key).toList());
    }

    @Test
    void itGrowsWithWhatItHoldsAndShrinksWithWhatIsDeleted() throws IOException {
        long empty = file.bytes();
        file.append(rows(0, 500));
        long full = file.bytes();
        assertThat(full).isGreaterThan(empty + 500 * 100);
        file.delete(ids().subList(0, 400));
        assertThat(file.bytes()).isLessThan(full);
        file.delete(ids());
        assertThat(file.bytes()).isLessThanOrEqualTo(empty);
    }

    @Test
    void aProbeLeavesNothing() throws IOException {
        file.probe();
        file.append(rows(0, 2));
        file.probe();
        assertThat(kept()).isEqualTo(rows(0, 2));
    }
}
