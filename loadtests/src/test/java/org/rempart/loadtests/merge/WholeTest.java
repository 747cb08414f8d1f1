package org.rempart.loadtests.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.MachineFigures.Place;
import org.rempart.loadtests.verdict.MachineRun;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Table;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.Verdict;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.ArrayList;
import java.util.List;

final class WholeTest {
    private static final String THERE = "every machine played its part, once";

    private static final String SAME_RUN = "all reports are of one run";

    private static final String ALIKE = "all machines were told the same";

    private static final String TOGETHER = "the machines loaded at one time";

    private static Verdict verdict(List<MachineRun> runs) {
        Merged merged = Whole.of("flood", runs);
        assertThat(merged).isInstanceOf(Merged.Judged.class);
        return ((Merged.Judged) merged).verdict();
    }

    private static Criterion criterion(Verdict verdict, String name) {
        return verdict.criteria().stream()
                .filter(criterion -> criterion.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static MachineRun unjudged(int machine, String word) {
        return new MachineRun.Unjudged(
                "parts/" + machine, new Place("nightly", machine, 3), word, "it said so");
    }

    @Test
    void threeGreenPartsAreGreen() {
        Verdict whole = verdict(Parts.three());

        assertThat(whole.failed()).isEmpty();
        assertThat(whole.outcome()).isEqualTo(Outcome.GREEN);
        assertThat(whole.threat())
                .isEqualTo("a flood of 7000 requests a second, from each of 3 machines at once");
    }

    @Test
    void whatCanBeCountedIsAddedUp() {
        Verdict whole = verdict(Parts.with(Parts.of(2).seeing(99, 7_000, 0, 20)));
        SignerFigures signers = whole.evidence().signers();

        assertThat(signers.due()).isEqualTo(300);
        assertThat(signers.acknowledged()).isEqualTo(299);
        assertThat(whole.evidence().states()).containsEntry("counted", 299L);
        assertThat(whole.evidence().reconciliation().rows()).isEqualTo(299);
        assertThat(whole.evidence().reconciliation().countedByCountry()).containsEntry("FR", 299L);
        assertThat(whole.evidence().tables())
                .filteredOn(Table.Answers.class::isInstance)
                .singleElement()
                .satisfies(table ->
                        assertThat(((Table.Answers) table).asked())
                                .singleElement()
                                .satisfies(asked -> {
                                    assertThat(asked.sent()).isEqualTo(21_000);
                                    assertThat(asked.unanswered()).isEqualTo(3);
                                    assertThat(asked.answers()).containsEntry("200", 20_997L);
                                }));
    }

    @Test
    void ofWaitsTheLongestCountsAndAllAreShown() {
        Verdict whole = verdict(Parts.with(Parts.of(3).seeing(100, 7_000, 0, 40)));

        assertThat(whole.evidence().signers().waited().p99()).isEqualTo(40);
        assertThat(whole.evidence().tables())
                .filteredOn(table -> table.title().endsWith(", by machine"))
                .singleElement()
                .satisfies(table ->
                        assertThat(((Table.Waits) table).waits())
                                .extracting(wait -> wait.ms().p99())
                                .containsExactly(20.0, 20.0, 40.0));
    }

    @Test
    void whatDiffersStandsSideBySide() {
        Verdict whole = verdict(Parts.with(Parts.of(2).seeing(100, 7_001, 0, 20)));

        assertThat(whole.evidence().tables())
                .filteredOn(table -> table.title().equals("What was sent"))
                .singleElement()
                .isEqualTo(
                        new Table.Facts(
                                "What was sent",
                                List.of(
                                        new Table.Fact(
                                                "requests a second",
                                                "machine 1: 7000; machine 2: 7001; machine 3: 7000"),
                                        new Table.Fact("kind", "closed"))));
        assertThat(whole.notes())
                .contains("challenges were cheap", "machine 2: machine 2 was warm")
                .doesNotContain("machine 1: challenges were cheap");
    }

    @Test
    void theMachineWhereItWasWorstIsNamed() {
        Verdict whole = verdict(Parts.with(Parts.of(2).seeing(99, 7_000, 0, 20)));

        assertThat(criterion(whole, "genuine signers got through"))
                .extracting(Criterion::figure, Criterion::limit, Criterion::passed)
                .containsExactly("99.00 % (99 of 100), machine 2", "≥ 99.00 %", true);
        assertThat(criterion(whole, "genuine signers do not wait").figure())
                .as("the same on all")
                .isEqualTo("20 ms");
    }

    @Test
    void oneRedPartMakesTheWholeRed() {
        Verdict whole = verdict(Parts.with(Parts.of(2).seeing(98, 7_000, 0, 20)));

        assertThat(whole.outcome()).isEqualTo(Outcome.RED);
        assertThat(whole.failed())
                .singleElement()
                .extracting(Criterion::figure)
                .isEqualTo("98.00 % (98 of 100), machine 2");
    }

    @Test
    void aCountThatIsUntrueOnOneMachineIsUntrue() {
        Verdict whole = verdict(Parts.with(Parts.of(3).seeing(100, 10, 1, 20)));

        assertThat(whole.outcome()).isEqualTo(Outcome.RED);
        assertThat(whole.evidence().reconciliation().missing()).containsExactly("receipt of 3");
        assertThat(whole.failed().getFirst().figure()).isEqualTo("1, machine 3");
    }

    @Test
    void whatIsAnAmountIsHeldToTheWholeLimit() {
        Verdict enough = verdict(Parts.with(Parts.of(1).seeing(100, 4_000, 0, 20)));
        Verdict tooLittle = verdict(Parts.with(Parts.of(1).seeing(100, 3_999, 0, 20)));

        assertThat(criterion(enough, "the volume was offered"))
                .extracting(Criterion::figure, Criterion::limit, Criterion::passed)
                .containsExactly("18,000 together", "≥ 18,000", true);
        assertThat(enough.outcome()).isEqualTo(Outcome.GREEN);
        assertThat(criterion(tooLittle, "the volume was offered").figure())
                .isEqualTo("17,999 together");
        assertThat(tooLittle.outcome()).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void whatAllShareIsHeldToOneLimit() {
        Verdict within = verdict(Parts.with(Parts.of(1).seeing(101, 7_000, 0, 20)));
        Verdict beyond = verdict(Parts.with(Parts.of(1).seeing(102, 7_000, 0, 20)));

        assertThat(criterion(within, "no network gets more"))
                .extracting(Criterion::figure, Criterion::limit, Criterion::passed)
                .containsExactly("301 together", "≤ 301", true);
        assertThat(beyond.outcome()).isEqualTo(Outcome.RED);
        assertThat(beyond.failed())
                .extracting(Criterion::name)
                .containsExactly("no network gets more");
    }

    @Test
    void aMachineThatIsMissingIsNamed() {
        Verdict whole = verdict(Parts.three().subList(0, 2));

        assertThat(whole.outcome()).isEqualTo(Outcome.NOT_VALID);
        assertThat(criterion(whole, THERE))
                .extracting(Criterion::figure, Criterion::passed)
                .containsExactly("machine 3 is missing", false);
    }

    @Test
    void aMachineThatIsThereTwiceIsNamed() {
        List<MachineRun> runs = new ArrayList<>(Parts.three());
        runs.add(Parts.of(2).judged());
        Verdict whole = verdict(runs);

        assertThat(whole.outcome()).isEqualTo(Outcome.NOT_VALID);
        assertThat(criterion(whole, THERE).figure())
                .startsWith("machine 2 is there 2 times (parts/2/flood/verdict.json, ");
        assertThat(whole.evidence().signers().due()).as("counted once").isEqualTo(300);
    }

    @Test
    void aMachineOfAnotherRunIsNamed() {
        Verdict whole = verdict(Parts.with(Parts.of(2).inRun("yesterday")));

        assertThat(whole.outcome()).isEqualTo(Outcome.NOT_VALID);
        assertThat(criterion(whole, SAME_RUN).figure())
                .isEqualTo("machine 2 is of yesterday (parts/2/flood/verdict.json)");
        assertThat(criterion(whole, THERE).figure()).isEqualTo("machine 2 is missing");
        assertThat(whole.evidence().signers().due()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "901, abc, 0.99, 'machine 3: flood.rate was 901, not 900'",
        "900, abd, 0.99, 'machine 3: the build was abd, not abc'",
        "900, abc, 0.98, 'machine 3: limit success-rate was 0.98, not 0.99'"
    })
    void aMachineThatWasToldSomethingElseIsNamed(
            int rate, String build, double limit, String figure) {
        Verdict whole = verdict(Parts.with(Parts.of(3).told(rate, build, limit)));

        assertThat(whole.outcome()).isEqualTo(Outcome.NOT_VALID);
        assertThat(criterion(whole, ALIKE).figure()).isEqualTo(figure);
    }

    @ParameterizedTest
    @CsvSource({"8, true", "9, false"})
    void loadsHaveToOverlapForFourFifths(int secondsLater, boolean passed) {
        for (boolean recorded : new boolean[] {true, false}) {
            Verdict whole =
                    verdict(
                            Parts.with(
                                    Parts.of(2)
                                            .at(
                                                    Parts.NOON.plusSeconds(secondsLater),
                                                    40,
                                                    recorded)));

            assertThat(criterion(whole, TOGETHER).passed()).isEqualTo(passed);
            assertThat(criterion(whole, TOGETHER).figure())
                    .contains("machine 2 began last", "machine 1 ended first");
            assertThat(whole.outcome()).isEqualTo(passed ? Outcome.GREEN : Outcome.NOT_VALID);
        }
    }

    @Test
    void aMachineThatEndsEarlyWasNotThereForTheRest() {
        Verdict whole = verdict(Parts.with(Parts.of(2).at(Parts.NOON, 31, true)));

        assertThat(criterion(whole, TOGETHER))
                .extracting(Criterion::passed, Criterion::limit)
                .containsExactly(false, "≥ 80.00 %");
    }

    @Test
    void loadsThatNeverMetOverlapByNothing() {
        Verdict whole =
                verdict(Parts.with(Parts.of(1).at(Parts.NOON.plusSeconds(3_600), 40, true)));

        assertThat(criterion(whole, TOGETHER).figure()).startsWith("0.00 %: machine 1 began last");
        assertThat(whole.outcome()).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void timeAxesAreLaidBesideOneAnother() {
        Timeline timeline =
                verdict(Parts.with(Parts.of(2).at(Parts.NOON.plusSeconds(3), 40, true)))
                        .evidence()
                        .timeline();

        assertThat(timeline.seconds()).containsExactly(0.0, 1.0, 3.0, 4.0);
        assertThat(timeline.series())
                .extracting(Timeline.Series::name)
                .containsExactly("machine 1: queue", "machine 2: queue", "machine 3: queue");
        assertThat(timeline.series().get(1).values()).containsExactly(null, null, 1.0, 2.0);
    }

    @ParameterizedTest
    @CsvSource({
        "UNABLE, REFUSED, UNABLE",
        "REFUSED, UNABLE, UNABLE",
        "REFUSED, NOT PLAYED, REFUSED",
        "NOT PLAYED, UNABLE, UNABLE"
    })
    void whereMachinesHaveNoVerdictTheWorstWordIsThatOfAll(
            String second, String third, String whole) {
        Merged merged =
                Whole.of(
                        "flood",
                        List.of(Parts.of(1).judged(), unjudged(2, second), unjudged(3, third)));

        assertThat(merged).isInstanceOf(Merged.Unjudged.class);
        assertThat(((Merged.Unjudged) merged).word()).isEqualTo(whole);
        assertThat(((Merged.Unjudged) merged).why())
                .contains(second.equals(whole) ? "machine 2 of 3: it said so" : "machine 3 of 3: ");
    }

    @Test
    void redIsRedWhateverBecameOfTheOthers() {
        Verdict whole =
                verdict(
                        List.of(
                                Parts.of(1).seeing(98, 7_000, 0, 20).judged(),
                                unjudged(2, "UNABLE"),
                                Parts.of(3).inRun("yesterday").judged()));

        assertThat(whole.outcome()).isEqualTo(Outcome.RED);
        assertThat(criterion(whole, THERE).figure())
                .contains("machine 3 is missing", "machine 2 was UNABLE: it said so");
    }

    @Test
    void whatNobodyPlayedWasNotPlayed() {
        Merged merged =
                Whole.of("crash", List.of(unjudged(1, "NOT PLAYED"), unjudged(2, "NOT PLAYED")));

        assertThat(merged).isInstanceOf(Merged.Unjudged.class);
        assertThat(((Merged.Unjudged) merged).word()).isEqualTo("NOT PLAYED");
    }

    @Test
    void oneMachineThatDidNotPlayIsMissing() {
        List<MachineRun> runs = new ArrayList<>(Parts.three().subList(0, 2));
        runs.add(unjudged(3, "NOT PLAYED"));

        assertThat(verdict(runs).outcome()).isEqualTo(Outcome.NOT_VALID);
    }

    @Test
    void whatHadNoVerdictInAnotherRunSaysNothingOfThisOne() {
        List<MachineRun> runs = new ArrayList<>(Parts.three());
        runs.add(
                new MachineRun.Unjudged(
                        "parts/old", new Place("yesterday", 2, 3), "UNABLE", "it said so"));

        assertThat(criterion(verdict(runs), SAME_RUN).figure())
                .isEqualTo("machine 2 is of yesterday (parts/old)");
    }

    @Test
    void nothingCannotBeMerged() {
        assertThatThrownBy(() -> Whole.of("flood", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
