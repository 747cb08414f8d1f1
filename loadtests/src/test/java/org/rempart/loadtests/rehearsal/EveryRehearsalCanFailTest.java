package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Random;

/// A rehearsal that cannot go red is worthless: each is played, as a whole, against a gateway with
/// the matching defence switched off, or against a faulty stand-in.
final class EveryRehearsalCanFailTest {
    private static final Map<String, Class<?>> RED =
            Map.ofEntries(
                    entry("flood", FloodRehearsalIT.class),
                    entry("crash", CrashRehearsalIT.class),
                    entry("outage", OutageRehearsalIT.class),
                    entry("soak", SoakRehearsalIT.class),
                    entry("slow", SlowRehearsalIT.class),
                    entry("workers", WorkersRehearsalIT.class),
                    entry("replay", ReplayRehearsalIT.class),
                    entry("spike", SpikeRehearsalIT.class),
                    entry("hoard", HoardRehearsalIT.class),
                    entry("wave1", Wave1RehearsalTest.class),
                    entry("wave2", Wave2RehearsalIT.class),
                    entry("capacity", CapacityRehearsalIT.class));

    @Test
    void everyOneIsPlayedAgainstAGatewayThatFailsIt() {
        assertThat(Programme.of(new Random(1), Map.of(), "rehearsal=all").rehearsals())
                .extracting(Rehearsal::name)
                .containsExactlyInAnyOrderElementsOf(RED.keySet());
    }

    static Collection<Class<?>> tests() {
        return RED.values();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void andIsRedThere(Class<?> test) {
        assertThat(Arrays.stream(test.getDeclaredMethods()).filter(this::isTest))
                .extracting(Method::getName)
                .anyMatch(name -> name.contains("Red"));
    }

    private boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(ParameterizedTest.class);
    }
}
