package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.http.Patience.Wait;
import org.rempart.gateway.source.Allowance;
import org.rempart.gateway.source.Budget;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.LargerBudgets;
import org.rempart.gateway.source.Source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;

class PatienceTest {
    private static final int LEAVES = 3;
    private static final Source SOURCE = Source.of(new byte[] {(byte) 192, 0, 2, 1});
    private static final Source STRANGER = Source.of(new byte[] {(byte) 198, 51, 100, 1});

    private long now = 1;
    private final Patience patience = new Patience(budgets());

    private Budgets budgets() {
        Map<Budget, Allowance> allowances = new EnumMap<>(Budget.class);
        for (Budget budget : Budget.values()) {
            allowances.put(budget, new Allowance(LEAVES / 600.0, LEAVES));
        }
        return new Budgets(
                allowances,
                LargerBudgets.parse(List.of(), null),
                () -> now,
                RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    }

    private List<Wait> begin(Source source, int times) {
        List<Wait> begun = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            begun.add(patience.begin(source));
        }
        return begun;
    }

    private void leave(Source source) {
        patience.left(source, patience.begin(source));
    }

    @Test
    void whoNeverLeftIsTrustedOnAllConnections() {
        assertThat(begin(SOURCE, 100)).containsOnly(Wait.TRUSTED);
    }

    @Test
    void whoLeftWaitsNoMoreOftenAtATimeThanItMayLeave() {
        leave(SOURCE);
        assertThat(begin(SOURCE, 5))
                .containsExactly(Wait.ON_TRIAL, Wait.ON_TRIAL, Wait.NONE, Wait.NONE, Wait.NONE);
        assertThat(begin(STRANGER, 5)).containsOnly(Wait.TRUSTED);
    }

    @Test
    void whoStaysMayBeHeldBackAgain() {
        leave(SOURCE);
        begin(SOURCE, 5).forEach(wait -> patience.stayed(SOURCE, wait));
        assertThat(begin(SOURCE, 3)).containsExactly(Wait.ON_TRIAL, Wait.ON_TRIAL, Wait.NONE);
    }

    @Test
    void whoLeavesOnTrialHasPaidForIt() {
        leave(SOURCE);
        begin(SOURCE, LEAVES - 1).forEach(wait -> patience.left(SOURCE, wait));
        now += Duration.ofSeconds(201).toNanos();
        assertThat(begin(SOURCE, 2)).containsExactly(Wait.ON_TRIAL, Wait.NONE);
    }

    @Test
    void whoLeftOnAllConnectionsIsHeldBackOnOneWhenOneMayBe() {
        begin(SOURCE, 50).forEach(wait -> patience.left(SOURCE, wait));
        assertThat(begin(SOURCE, 2)).containsOnly(Wait.NONE);
        now += Duration.ofSeconds(201).toNanos();
        assertThat(begin(SOURCE, 50))
                .containsAll(Collections.nCopies(49, Wait.NONE))
                .containsOnlyOnce(Wait.ON_TRIAL);
    }

    @Test
    void thatIsForgottenInTime() {
        leave(SOURCE);
        now += Duration.ofSeconds(201).toNanos();
        assertThat(begin(SOURCE, 5)).containsOnly(Wait.TRUSTED);
    }
}
