package org.rempart.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import org.rempart.gateway.testing.RunningGateway;

import java.time.Duration;
import java.util.List;

/// What has to become of some bytes.
///
/// @param statuses of the answers, in their order
/// @param closes whether the connection ends behind them
record Verdict(List<Integer> statuses, boolean closes) {
    /// Longer than any deadline of the gateway's for a connection that does not wait for its
    /// client.
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    /// What is refused for good is closed with its answer, or soon after.
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(3);

    private static final String SANE = "GET /petitions/demo/count.json HTTP/1.1\r\nHost: a\r\n\r\n";

    static Verdict refused(int status) {
        return new Verdict(List.of(status), true);
    }

    static Verdict answered(Integer... statuses) {
        return new Verdict(List.of(statuses), false);
    }

    static Verdict closed() {
        return new Verdict(List.of(), true);
    }

    /// Sends the bytes, and looks whether that happens, and whether the next client is served.
    void on(RunningGateway gateway, byte[] bytes) {
        try (Wire wire = new Wire(gateway.publicPort())) {
            wire.send(bytes);
            if (closes && statuses.isEmpty()) {
                wire.awaitEnd(DEADLINE);
            } else {
                wire.await(statuses.size(), DEADLINE);
            }
            if (closes && !wire.isClosed()) {
                wire.awaitEnd(CLOSE_DEADLINE);
            }
            assertThat(wire.statuses()).as(wire.text()).isEqualTo(statuses);
            assertThat(wire.isClosed()).as(wire.text()).isEqualTo(closes);
            if (!closes) {
                wire.send(SANE).await(statuses.size() + 1, DEADLINE);
                assertThat(wire.statuses()).as(wire.text()).endsWith(200);
            }
        }
        try (Wire next = new Wire(gateway.publicPort())) {
            next.send(SANE).await(1, DEADLINE);
            assertThat(next.statuses()).containsExactly(200);
        }
    }
}
