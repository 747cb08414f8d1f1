package org.rempart.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rempart.loadtests.verdict.Conditions;
import org.rempart.loadtests.verdict.Earlier;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

final class EarlierReportTest {
    private static final int MUTATIONS = 2_000;

    private static final Conditions HERE = new Conditions(4, Map.of("signers.rate", "33"));

    @TempDir private Path folder;
    private Path file;
    private Verdict verdict;

    @BeforeEach
    void aReport() throws IOException {
        verdict = Verdicts.flood().showing(Conditions.CONDITIONS, HERE);
        file = Files.createDirectories(folder.resolve("flood")).resolve("verdict.json");
        Files.writeString(file, JsonReport.of(verdict));
    }

    @Test
    void whatAReportMeasuredIsReadAgain() {
        assertThat(EarlierReport.read(folder, "flood"))
                .isEqualTo(new Earlier.Run("RED", HERE, verdict.evidence().measures()));
        assertThat(verdict.evidence().measures()).hasSizeGreaterThan(9);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"schema_version\" : 2', '\"schema_version\" : 1', its schema_version is 1 and not 2",
        "'\"schema_version\"', '\"version\"', its schema_version is 0 and not 2",
        "'\"rehearsal\" : \"flood\"', '\"rehearsal\" : \"slow\"', it is of another rehearsal",
        "'\"measures\"', '\"measured\"', it does not say what was measured",
        "'\"conditions\"', '\"circumstances\"', it does not say what was measured",
        "'\"cores\" : 4', '\"cores\" : \"four\"', is not a report of a rehearsal",
        "'\"cores\" : 4', '\"cores\" : null', is not a report of a rehearsal",
        "'\"unit\"', '\"units\"', is not a report of a rehearsal",
        "'\"better\" : \"LOWER\"', '\"better\" : \"GREATER\"', is not a report of a rehearsal",
        "'{', '[', is not a report of a rehearsal"
    })
    void whatCannotBeComparedWithSaysWhy(String text, String with, String why) throws Exception {
        String report = Files.readString(file);
        assertThat(report).contains(text);
        Files.writeString(file, report.replace(text, with));

        assertUnknown("flood", why);
    }

    @Test
    void aFigureWithoutEndIsNone() throws Exception {
        String report = Files.readString(file);
        int measures = report.indexOf("\"measures\"");
        Files.writeString(
                file,
                report.substring(0, measures)
                        + report.substring(measures)
                                .replaceFirst("\"value\" : [0-9.]+", "\"value\" : 1e999"));

        assertUnknown("flood", "no finite number");
    }

    @Test
    void aReportThatIsNotThereOrTooLargeSaysSo() throws Exception {
        assertUnknown("slow", "nothing can be read from " + folder.resolve("slow/verdict.json"));

        Files.write(file, new byte[EarlierReport.BYTES_MAX + 1]);
        assertUnknown("flood", "has more than 16,777,216 bytes");
    }

    /// A report is what an earlier run left, or somebody else.
    @Test
    void whateverStandsThereIsReadOrRefused() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] report = Files.readAllBytes(file);
        String from = "\"{}[]:,0-.eEnul\\ \u0001";
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] other = report.clone();
            // the end, where the measures are, as often as all the rest
            int start = random.nextBoolean() ? 0 : other.length - 3_000;
            for (int change = random.nextInt(4); change >= 0; change--) {
                other[random.nextInt(start, other.length)] =
                        (byte) from.charAt(random.nextInt(from.length()));
            }
            Files.write(file, other);
            assertThat(EarlierReport.read(folder, "flood")).as("seed %d", seed).isNotNull();
        }
    }

    private void assertUnknown(String rehearsal, String why) {
        assertThat(EarlierReport.read(folder, rehearsal))
                .isInstanceOfSatisfying(
                        Earlier.Unknown.class, unknown -> assertThat(unknown.why()).contains(why));
    }
}
