package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.report.JsonReport;
import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.Crowds;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Percentiles;
import org.rempart.loadtests.verdict.Seen;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What a run says of itself, and is set beside.
final class BaselineTest {
    @TempDir private Path folder;

    private static Baseline baseline(int cores, String... arguments) {
        Given given = Given.of(arguments);
        Settings.of(given, new Random(1));
        return Baseline.of(given, Rehearsals.of(given), cores);
    }

    /// A wait of so long, and nothing else.
    private static Verdict slow(double waitMs) {
        Percentiles ms = new Percentiles(1, waitMs, waitMs, waitMs, waitMs, waitMs);
        SignerFigures signers =
                new SignerFigures(1, 0, 1, 0, Map.of(), Map.of(), ms, ms, ms, ms, ms, ms);
        Evidence evidence = Seen.of(Crowds.alone(signers), Map.of(), Map.of(), Map.of());
        return Verdict.of("slow", "a pause", List.of(), evidence, List.of());
    }

    /// How a run ends that is set beside an earlier one.
    private Verdict ended(Baseline first, double firstMs, double ms, String... arguments)
            throws Exception {
        Path file = Files.createDirectories(folder.resolve("slow")).resolve("verdict.json");
        Files.writeString(file, JsonReport.of(first.beside(slow(firstMs), Optional.empty())));
        Baseline then = baseline(4, arguments);
        Optional<Earlier> earlier = then.earlier("slow");
        Files.delete(file); // as the run does that is played then
        return then.beside(slow(ms), earlier);
    }

    @Test
    void aRunSaysWhatItsFiguresDependOn() {
        Verdict verdict =
                baseline(4, "rehearsal=slow", "signers.rate=45", "rehearsal.seed=7")
                        .beside(slow(1), Optional.empty());

        assertThat(verdict.evidence().part(Conditions.CONDITIONS, Conditions.class))
                .returns(4, Conditions::cores)
                .extracting(Conditions::settings)
                .isEqualTo(
                        Map.of(
                                "rehearsal.short", "false",
                                "rehearsal.seconds", "30",
                                "signers.rate", "45",
                                "challenge.base", "20000",
                                "flood.apart", "false",
                                "slow.connections", "20000"));
        assertThat(verdict.criteria()).isEmpty();
        assertThat(verdict.notes()).isEmpty();
    }

    @Test
    void itIsHeldToTheEarlierOneByTheLimitsThatAreGiven() throws Exception {
        String own = "baseline=" + folder;
        Path limits = folder.resolve("limits.yaml");
        Files.writeString(limits, "slow: {regression: 2, wait-floor-ms: 50}");
        String lenient = "rehearsal.limits=" + limits;

        assertThat(ended(baseline(4), 20, 30, own).failed()).isEmpty();
        assertThat(ended(baseline(4), 20, 30.1, own).failed()).hasSize(1);
        assertThat(ended(baseline(4), 20, 100, own, lenient).failed()).isEmpty();
        assertThat(ended(baseline(4), 20, 100.1, own, lenient).failed()).hasSize(1);
    }

    @Test
    void settingsOfOthersAreOtherRunsBusiness() throws Exception {
        String own = "baseline=" + folder;
        for (String other : List.of("crash.kills=9", "rehearsal.abort-on-fail=true")) {
            assertThat(ended(baseline(4), 20, 90, own, other).failed()).hasSize(1);
        }
        assertThat(ended(baseline(4), 20, 90, own, "slow.connections=9").criteria()).isEmpty();
        assertThat(ended(baseline(4), 20, 90, own, "signers.rate=9").criteria()).isEmpty();
        assertThat(ended(baseline(8), 20, 90, own).criteria()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> baseline(4, "baseline=" + folder.resolve("nowhere")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "baseline has to be a folder of reports, not " + folder.resolve("nowhere"));
    }

    @Test
    void oneWithoutThisRehearsalSaysSo() {
        assertThat(baseline(4, "baseline=" + folder).earlier("slow"))
                .containsInstanceOf(Earlier.Unknown.class);
        assertThat(baseline(4).earlier("slow")).isEmpty();
    }
}
