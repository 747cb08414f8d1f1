package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.SocketException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The whole table, also where no server can be brought to the failure.
class FailureTest {
    private static final String A_ROW = "Ada Lovelace";

    private static PgException reported(String code, String routine) {
        return new PgException(
                "duplicate key " + A_ROW,
                "ERROR",
                code,
                "Key (name)=(" + A_ROW + ")",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                routine,
                null,
                null,
                null,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # conflicts of the moment
                    40000, TRY_AGAIN, false, KEPT
                    40001, TRY_AGAIN, false, KEPT
                    40P01, TRY_AGAIN, false, KEPT
                    55P03, TRY_AGAIN, false, KEPT
                    26000, TRY_AGAIN, false, REPLACED
                    42P05, TRY_AGAIN, false, REPLACED
                    25P02, TRY_AGAIN, false, REPLACED
                    # the connection
                    40003, JOURNAL, true, REPLACED
                    08000, JOURNAL, true, REPLACED
                    08003, JOURNAL, true, REPLACED
                    08006, JOURNAL, true, REPLACED
                    08007, JOURNAL, true, REPLACED
                    08P01, JOURNAL, true, REPLACED
                    # the end of the session
                    57000, JOURNAL, true, REPLACED
                    57P01, JOURNAL, true, REPLACED
                    57P02, JOURNAL, true, REPLACED
                    57P04, JOURNAL, true, REPLACED
                    57P05, JOURNAL, true, REPLACED
                    25P03, JOURNAL, true, REPLACED
                    25P04, JOURNAL, true, REPLACED
                    # no session to be had
                    28000, JOURNAL, false, REPLACED
                    28P01, JOURNAL, false, REPLACED
                    3D000, JOURNAL, false, REPLACED
                    53300, JOURNAL, false, REPLACED
                    57P03, JOURNAL, false, REPLACED
                    # the server cannot, for now
                    57014, JOURNAL, false, KEPT
                    25006, JOURNAL, false, REPLACED
                    53000, JOURNAL, false, KEPT
                    53100, JOURNAL, false, KEPT
                    53200, JOURNAL, false, KEPT
                    53400, JOURNAL, false, KEPT
                    58000, JOURNAL, false, KEPT
                    58030, JOURNAL, false, KEPT
                    58P01, JOURNAL, false, KEPT
                    # a row is at fault
                    21000, REFUSE, false, KEPT
                    22001, REFUSE, false, KEPT
                    22021, REFUSE, false, KEPT
                    22P05, REFUSE, false, KEPT
                    23502, REFUSE, false, KEPT
                    23505, REFUSE, false, KEPT
                    23514, REFUSE, false, KEPT
                    44000, REFUSE, false, KEPT
                    54000, REFUSE, false, KEPT
                    P0001, REFUSE, false, KEPT
                    # somebody has to mend it
                    42P01, STOP, false, KEPT
                    42P10, STOP, false, KEPT
                    42703, STOP, false, KEPT
                    42501, STOP, false, KEPT
                    3F000, STOP, false, KEPT
                    XX000, STOP, false, REPLACED
                    XX001, STOP, false, REPLACED
                    XX002, STOP, false, REPLACED
                    # not in the table
                    0A000, STOP, false, REPLACED
                    25001, STOP, false, REPLACED
                    54001, STOP, false, REPLACED
                    P0002, STOP, false, REPLACED
                    55000, STOP, false, REPLACED
                    ZZZZZ, STOP, false, REPLACED
                    """)
    void whatTheServerReportsHasItsRemedy(
            String code, Remedy remedy, boolean inDoubt, Failure.Connection connection) {
        PgException cause = reported(code, "ExecConstraints");
        Failure failure = Failure.of(cause);
        assertThat(failure.connection).isEqualTo(connection);
        assertThat(Failure.result(cause))
                .isEqualTo(
                        new BatchResult.Failed(
                                remedy, inDoubt, failure.words + " (SQLSTATE " + code + ")"));
    }

    @Test
    void aPlanThatIsOutOfDateIsToldFromAFeatureThatIsNotThere() {
        assertThat(Failure.of(reported("0A000", "RevalidateCachedQuery")))
                .isEqualTo(Failure.STALE_STATEMENT);
    }

    @Test
    void whatTheServerDidNotReportIsInDoubtOnceItWasSent() {
        assertThat(
                        List.of(
                                Failure.result(ClosedConnectionException.INSTANCE),
                                Failure.result(new SocketException(A_ROW)),
                                Failure.result(new VertxException(A_ROW, true)),
                                Failure.result(
                                        new StorageException(
                                                Failure.NO_ANSWER, "no answer", null))))
                .allSatisfy(failed -> {
                    assertThat(failed.remedy()).isEqualTo(Remedy.JOURNAL);
                    assertThat(failed.inDoubt()).isTrue();
                    assertThat(failed.reason()).isNotBlank().doesNotContain(A_ROW);
                });
    }

    @Test
    void whatWasNeverSentIsNotInDoubt() {
        assertThat(Failure.result(new StorageException(Failure.NOT_CONNECTED, "refused", null)))
                .isEqualTo(new BatchResult.Failed(Remedy.JOURNAL, false, "refused"));
    }

    /// The first round is committed when the second fails, however certain that failure is.
    @Test
    void aBatchOfWhichAPartWasCommittedIsInDoubtWhateverTheRestFailedWith() {
        for (PgException rest : List.of(reported("40P01", ""), reported("42P01", ""))) {
            BatchResult.Failed alone = Failure.result(rest);
            assertThat(alone.inDoubt()).isFalse();
            assertThat(Failure.result(new PartlyWritten(new PartlyWritten(rest))))
                    .isEqualTo(new BatchResult.Failed(alone.remedy(), true, alone.reason()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "Ada Lovelace", "ab'c\n"})
    void aCodeThatIsNoneIsNotRepeated(String code) {
        assertThat(Failure.result(reported(code, "")))
                .isEqualTo(new BatchResult.Failed(Remedy.STOP, false, Failure.UNKNOWN.words));
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void noRowSaysTwoThings(Failure failure) {
        Set<String> others = new HashSet<>();
        Arrays.stream(Failure.values())
                .filter(other -> other != failure)
                .forEach(other -> others.addAll(other.codes));
        assertThat(failure.codes).doesNotHaveDuplicates().doesNotContainAnyElementsOf(others);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aCommitInDoubtIsKeptUntilItIsKnown(Failure failure) {
        if (failure.commit == Failure.Commit.IN_DOUBT) {
            assertThat(failure.remedy).isEqualTo(Remedy.JOURNAL);
            assertThat(failure.connection).isEqualTo(Failure.Connection.REPLACED);
        }
    }
}
