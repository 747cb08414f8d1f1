package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.Verdict;

/// What operators are told to do where a criterion does not hold.
final class AdviceTest {
    /// What holds for all is of no help to somebody whose visitors are not served.
    @Test
    void everyCriterionOfTheServiceHasAdviceOfItsOwn() throws Exception {
        for (Verdict verdict : Verdicts.all()) {
            assertThat(verdict.criteria())
                    .filteredOn(criterion -> criterion.of() == Of.SERVICE)
                    .allSatisfy(criterion ->
                            assertThat(criterion.advice())
                                    .as(criterion.name())
                                    .isNotEqualTo(Of.SERVICE.advice()));
        }
    }

    @Test
    void allAdviceIsSentences() throws Exception {
        for (Verdict verdict : Verdicts.all()) {
            assertThat(verdict.criteria())
                    .extracting(Criterion::advice)
                    .allMatch(advice -> advice.matches("(?s)[A-Z].*\\.") && !advice.contains("  "));
        }
    }
}
