package org.rempart.loadtests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

final class ProcessCpuTest {
    @Test
    void whatChildrenUsedStaysWhenTheyHaveEnded() throws Exception {
        String work = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        Process parent =
                new ProcessBuilder("/bin/sh", "-c", "/bin/sh -c '" + work + "'; echo; read end")
                        .start();
        try {
            assertThat(parent.getInputStream().read()).isEqualTo('\n'); // the child has ended

            assertThat(ProcessCpu.withChildren(parent.toHandle())).isGreaterThan(Duration.ZERO);
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }
}
