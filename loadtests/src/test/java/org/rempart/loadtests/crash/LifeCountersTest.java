package org.rempart.loadtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.loadtests.target.MetricsPage;
import org.rempart.loadtests.verdict.InDoubt;

final class LifeCountersTest {
    private final LifeCounters counters = new LifeCounters();

    @Test
    void oneLifeCountsAsItSays() {
        see(1, 2, 3);
        see(2, 4, 3);

        assertThat(counters.inDoubt()).isEqualTo(new InDoubt(2, 4, 3, 0));
    }

    @Test
    void livesAddUp() {
        see(2, 4, 3);
        counters.ended();
        see(3, 5, 3);

        assertThat(counters.inDoubt()).isEqualTo(new InDoubt(5, 9, 6, 0));
    }

    @Test
    void aLifeThatNobodyAnnouncedShowsByACounterThatFell() {
        see(2, 4, 3);
        see(1, 0, 1);

        assertThat(counters.inDoubt()).isEqualTo(new InDoubt(3, 4, 4, 0));
    }

    @Test
    void aGatewayThatWasNeverSeenCountsNothing() {
        counters.ended();

        assertThat(counters.inDoubt()).isEqualTo(InDoubt.NONE);
    }

    private void see(int batches, int committed, int notCommitted) {
        counters.seen(
                MetricsPage.parse(
                        """
                        # TYPE rempart_intake_in_doubt_batches_total counter
                        rempart_intake_in_doubt_batches_total %d.0
                        rempart_intake_in_doubt_rows_total{truth="committed"} %d.0
                        rempart_intake_in_doubt_rows_total{truth="not_committed"} %d.0
                        jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 9.3E7
                        """
                                .formatted(batches, committed, notCommitted)));
    }
}
