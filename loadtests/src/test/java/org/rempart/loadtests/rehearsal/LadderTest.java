package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;

final class LadderTest {
    private static List<Double> tried(Ladder ladder, DoublePredicate holds) {
        List<Double> all = new ArrayList<>();
        for (OptionalDouble rate = ladder.next(); rate.isPresent(); rate = ladder.next()) {
            all.add(rate.getAsDouble());
            ladder.tried(holds.test(rate.getAsDouble()));
        }
        return all;
    }

    @Test
    void itClimbsByHalfAsMuchAgainThenLooksInBetween() {
        assertThat(tried(new Ladder(40, 100, 1_000), rate -> rate <= 70))
                .containsExactly(40.0, 60.0, 90.0, 90.0, 75.0, 75.0, 67.5, 71.25, 71.25);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 49, 50, 51, 300, 4_999})
    void whatItFindsIsCloseToWhatThereIs(double capacity) {
        double held =
                tried(new Ladder(50, 100, 5_000), rate -> rate <= capacity).stream()
                        .filter(rate -> rate <= capacity)
                        .max(Double::compare)
                        .orElseThrow();

        assertThat(held).isBetween(capacity / 1.1, capacity);
    }

    @Test
    void oneBadMomentIsForgiven() {
        Ladder ladder = new Ladder(40, 100, 1_000);
        ladder.tried(false);

        assertThat(ladder.next()).hasValue(40);
        ladder.tried(true);
        assertThat(ladder.next()).hasValue(60);
        ladder.tried(false);
        assertThat(ladder.next()).hasValue(60);
    }

    @Test
    void itTriesNoMoreThanItMay() {
        assertThat(tried(new Ladder(1, 7, 1_000), _ -> true)).hasSize(7);
        assertThat(tried(new Ladder(1, 7, 1_000), _ -> false)).hasSize(7);
        assertThat(tried(new Ladder(1, 1, 1_000), _ -> false)).hasSize(1);
    }

    @Test
    void itEndsAtTheHighestRate() {
        assertThat(tried(new Ladder(40, 100, 100), _ -> true))
                .containsExactly(40.0, 60.0, 90.0, 100.0);
    }
}
