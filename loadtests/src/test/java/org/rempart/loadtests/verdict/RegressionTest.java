package org.rempart.loadtests.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.verdict.Measure.Better;
import org.rempart.loadtests.verdict.Verdict.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Two runs side by side. What may be is half as much again, and 10 ms at least.
final class RegressionTest {
    private static final double RATIO = 1.5;

    private static final Regression.Floors FLOORS = new Regression.Floors(10, 1);

    private static final Conditions HERE = new Conditions(4, Map.of("signers.rate", "33"));

    /// A part that is nothing but its measures.
    private record Measured(List<Measure> measures) implements Part {
        @Override
        public List<Table> tables() {
            return List.of();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // unit, better, earlier, now, whether it holds
        "ms, LOWER, 100, 150, true",
        "ms, LOWER, 100, 150.001, false",
        "ms, LOWER, 100, 1, true",
        "ms, LOWER, 10, 15.001, false",
        "ms, LOWER, 1, 15, true",
        "ms, LOWER, 1, 15.001, false",
        "s, LOWER, 0.1, 1.5, true",
        "s, LOWER, 0.1, 1.501, false",
        "s, LOWER, 20, 30, true",
        "s, LOWER, 20, 30.001, false",
        "MiB, LOWER, 0.1, 0.15, true",
        "MiB, LOWER, 0.1, 0.16, false",
        "signers a second, HIGHER, 300, 200, true",
        "signers a second, HIGHER, 300, 199.999, false",
        "signers a second, HIGHER, 300, 3000, true",
        "signers a second, HIGHER, 0, 0, true"
    })
    void aFigureIsHeldToWhatItWas(
            String unit, Better better, double was, double now, boolean holds) {
        Verdict verdict =
                beside(
                        run(new Measure("a figure", unit, was, better, true)),
                        new Measure("a figure", unit, now, better, true));

        assertThat(verdict.outcome()).isEqualTo(holds ? Outcome.GREEN : Outcome.RED);
        assertThat(verdict.criteria())
                .filteredOn(Criterion::name, "as in the earlier run: a figure")
                .singleElement()
                .returns(Criterion.Of.SERVICE, Criterion::of)
                .returns(holds, Criterion::passed);
    }

    @Test
    void whatStandsOnTooLittleIsShownAndNotJudged() {
        for (boolean earlier : new boolean[] {true, false}) {
            Verdict verdict =
                    beside(
                            run(new Measure("a wait", "ms", 20, Better.LOWER, earlier)),
                            new Measure("a wait", "ms", 9_000, Better.LOWER, !earlier));

            assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
            assertThat(shown(verdict))
                    .contains(new BaselineFigures.Change("a wait", "ms", 20, 9_000));
        }
    }

    @Test
    void runsThatWereNotAlikeAreNotJudged() {
        Measure before = Measure.lower("a wait", "ms", 20, true);
        Measure now = Measure.lower("a wait", "ms", 9_000, true);
        Conditions larger = new Conditions(8, HERE.settings());
        Conditions busier = new Conditions(4, Map.of("signers.rate", "66"));
        Conditions older = new Conditions(4, Map.of());

        assertNotJudged(run(larger, before), now, "it had 8 cores, this one 4");
        assertNotJudged(run(busier, before), now, "signers.rate was 66 and is 33");
        assertNotJudged(run(older, before), now, "signers.rate was unknown and is 33");
        assertNotJudged(
                new Earlier.Run("NOT_VALID", HERE, List.of(before)), now, "not valid itself");
        assertNotJudged(new Earlier.Unknown("it is gone"), now, "it is gone");
    }

    private static void assertNotJudged(Earlier earlier, Measure now, String why) {
        Verdict verdict = beside(earlier, now);

        assertThat(verdict.outcome()).isEqualTo(Outcome.GREEN);
        assertThat(verdict.criteria()).hasSameSizeAs(plain(now).criteria());
        assertThat(verdict.notes())
                .singleElement()
                .asString()
                .startsWith("this run was not judged by the earlier one: ")
                .contains(why);
    }

    @Test
    void anEarlierRunThatWasRedIsOneToo() {
        Measure measure = Measure.lower("a wait", "ms", 20, true);

        assertThat(beside(new Earlier.Run("RED", HERE, List.of(measure)), measure).criteria())
                .hasSize(plain(measure).criteria().size() + 1);
    }

    @Test
    void whatOnlyOneRunMeasuredIsNotCompared() {
        Verdict verdict =
                beside(
                        run(
                                Measure.lower("a wait", "ms", 20, true),
                                Measure.lower("another", "ms", 20, true)),
                        Measure.lower("a wait", "s", 20, true));

        assertThat(shown(verdict))
                .extracting(BaselineFigures.Change::name)
                .doesNotContain("a wait");
        assertThat(verdict.notes())
                .containsExactly("figures of the earlier run that this one does not have: another");
    }

    @Test
    void everyRunMeasuresWaitsSuccessAndTheGatewaysProcessorTime() {
        assertThat(plain(Measure.lower("a wait", "ms", 1, true)).evidence().measures())
                .extracting(Measure::name, Measure::judged)
                .containsExactly(
                        tuple("genuine signers who got through", false),
                        tuple("wait of genuine signers (p50)", true),
                        tuple("wait of genuine signers (p99)", false),
                        tuple("a wait", true),
                        tuple("processor time, gateway", true));
    }

    private static List<BaselineFigures.Change> shown(Verdict verdict) {
        return verdict.evidence().part(Regression.BASELINE, BaselineFigures.class).changes();
    }

    private static Earlier run(Measure... measures) {
        return run(HERE, measures);
    }

    /// With what every run measures.
    private static Earlier run(Conditions conditions, Measure... measures) {
        List<Measure> all =
                new ArrayList<>(
                        plain(Measure.lower("nothing", "ms", 0, false)).evidence().measures());
        all.removeIf(measure -> measure.name().equals("nothing"));
        all.addAll(List.of(measures));
        return new Earlier.Run("GREEN", conditions, all);
    }

    private static Verdict beside(Earlier earlier, Measure now) {
        return Regression.beside(plain(now), HERE, earlier, RATIO, FLOORS);
    }

    /// Before it is set beside anything.
    private static Verdict plain(Measure measure) {
        Percentiles quick = new Percentiles(499, 4, 9, 20, 80, 120);
        SignerFigures signers =
                new SignerFigures(
                        499, 0, 499, 0, Map.of(), Map.of(), quick, quick, quick, quick, quick,
                        quick);
        Evidence evidence =
                Seen.of(
                        Crowds.alone(signers),
                        Map.of(),
                        Map.of("gateway", 2.0, "volume", 30.0),
                        Map.of("measured", new Measured(List.of(measure))));
        return Verdict.of("tea", "a pause", Criteria.truth(evidence), evidence, List.of());
    }
}
