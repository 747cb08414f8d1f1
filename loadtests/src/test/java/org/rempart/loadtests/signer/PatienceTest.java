package org.rempart.loadtests.signer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class PatienceTest {
    private final Patience patience = Patience.THROUGH_CRASHES;

    @Test
    void whatAGatewayAsksForIsWaitedUpToALimit() {
        assertThat(patience.before(Duration.ofSeconds(3), 1)).hasSeconds(3);
        assertThat(patience.before(Duration.ofSeconds(4), 1)).hasSeconds(4);
        assertThat(patience.before(Duration.ofSeconds(5), 1)).hasSeconds(4);
    }

    @Test
    void whereNothingIsAskedEachWaitIsTwiceTheOneBefore() {
        assertThat(patience.before(Duration.ZERO, 1)).hasSeconds(1);
        assertThat(patience.before(Duration.ZERO, 2)).hasSeconds(2);
        assertThat(patience.before(Duration.ZERO, 3)).hasSeconds(4);
        assertThat(patience.before(Duration.ZERO, 16)).hasSeconds(4);
    }
}
