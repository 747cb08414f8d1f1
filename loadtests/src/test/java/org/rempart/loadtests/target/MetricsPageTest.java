package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MetricsPageTest {
    private final MetricsPage page =
            MetricsPage.parse(
                    """
                    # HELP jvm_memory_used_bytes The amount of used memory
                    # TYPE jvm_memory_used_bytes gauge
                    jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
                    jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 500.0
                    jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 7.0
                    jvm_memory_used_bytes_other 9.0
                    rempart_event_streams 3.0
                    rempart_undefined NaN
                    """);

    @Test
    void seriesOfOneNameAddUp() {
        assertThat(page.sum("jvm_memory_used_bytes")).isEqualTo(15_000_507);
        assertThat(page.sum("jvm_memory_used_bytes", "area=\"heap\"")).isEqualTo(15_000_500);
        assertThat(page.sum("rempart_event_streams")).isEqualTo(3);
    }

    @Test
    void whatIsNotThereOrNoNumberIsNothing() {
        assertThat(page.sum("rempart_event")).isZero();
        assertThat(page.sum("rempart_undefined")).isZero();
    }
}
