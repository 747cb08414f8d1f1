package org.rempart.gateway.intake.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import static java.util.stream.Collectors.joining;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Many seeds, and what a seed is worth: that it finds what is broken, and finds it again.
///
/// `-Dsimulation.seed=N` runs one seed alone and prints its course; `-Dsimulation.seeds=N` runs so
/// many.
class SimulationTest {
    private static final String SEED = "simulation.seed";
    private static final String SEEDS = "simulation.seeds";
    private static final long SEEDS_BY_DEFAULT = 10_000;

    /// With so many seeds or more, everything that can happen does.
    private static final long SEEDS_FOR_EVERYTHING = 5_000;

    /// Each flaw is found within so many.
    private static final long SEEDS_FOR_A_FLAW = 2_000;

    private final Logger log = (Logger) LoggerFactory.getLogger("org.rempart.gateway");
    private Level level = Level.INFO;

    /// Ten thousand outages are a lot of warnings.
    @BeforeEach
    void silence() {
        level = log.getEffectiveLevel();
        log.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        log.setLevel(level);
    }

    private static Stream<Simulation.Result> run(long seeds, Flaw flaw) {
        return LongStream.range(0, seeds)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, flaw, false));
    }

    @Test
    @DisabledIfSystemProperty(named = SEED, matches = ".+")
    void everySeedKeepsItsPromises() {
        long seeds = Long.getLong(SEEDS, SEEDS_BY_DEFAULT);
        List<Simulation.Result> results = run(seeds, Flaw.NONE).toList();
        assertThat(results.stream().filter(result -> result.broken() != null).limit(10))
                .as("seeds with a broken promise")
                .extracting(SimulationTest::told)
                .isEmpty();
        if (seeds >= SEEDS_FOR_EVERYTHING) {
            assertThat(Happening.values())
                    .as("what never happens is not tried")
                    .allMatch(happening ->
                            results.stream()
                                    .anyMatch(result -> result.counts().containsKey(happening)));
        }
    }

    private static String told(Simulation.Result result) {
        return "%s%nits course: mvn -pl gateway test -Dtest=SimulationTest -Dsimulation.seed=%d%n"
                .formatted(result.broken(), result.seed());
    }

    /// The course of one seed, for whoever looks into what a broken promise came from.
    @Test
    @EnabledIfSystemProperty(named = SEED, matches = "\\d+")
    void theSeedAskedForKeepsItsPromises() {
        Simulation.Result result = Simulation.run(Long.getLong(SEED, 0), Flaw.NONE, true);
        System.out.println(String.join("\n", result.lines()));
        if (result.broken() != null) {
            fail(result.broken());
        }
    }

    @Test
    @DisabledIfSystemProperty(named = SEED, matches = ".+")
    void theSameSeedIsTheSameCourse() {
        Function<Long, String> course =
                seed ->
                        Simulation.run(seed, Flaw.NONE, true).lines().stream()
                                .collect(joining("\n"));
        for (long seed = 0; seed < 100; seed++) {
            assertThat(course.apply(seed)).isEqualTo(course.apply(seed));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    @DisabledIfSystemProperty(named = SEED, matches = ".+")
    void eachFlawIsFound(Flaw flaw) {
        assertThat(run(SEEDS_FOR_A_FLAW, flaw).anyMatch(result -> result.broken() != null))
                .as(() -> "found in one of %d seeds".formatted(SEEDS_FOR_A_FLAW))
                .isTrue();
    }
}
