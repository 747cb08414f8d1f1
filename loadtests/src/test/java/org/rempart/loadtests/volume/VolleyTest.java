package org.rempart.loadtests.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.verdict.VolumeFigures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;

final class VolleyTest {
    private static final VolumePlan.Shot SHOT =
            new VolumePlan.Shot("page", true, false, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    @ParameterizedTest
    @EnumSource
    void everyKindCountsWhatItSentAndWhatCameBack(VolumeKind kind) throws Exception {
        try (Responder responder = Responder.start(SHOT.request().length())) {
            VolumeFigures figures = run(responder.port(), kind, 1_600);

            assertThat(figures.attacks()).hasSize(1);
            var attack = figures.attacks().getFirst();
            assertThat(attack.sent()).isPositive().isLessThanOrEqualTo(1_700);
            assertThat(attack.answers()).containsOnlyKeys("429 source_over_budget");
            assertThat(attack.unanswered()).isLessThanOrEqualTo(10L * kind.depth());
            assertThat(figures.opened()).isEqualTo(10);
            assertThat(figures.gaveUp()).isZero();
        }
    }

    @Test
    void theKindThatNeverWaitsSendsOnWhereNobodyAnswers() throws Exception {
        try (ServerSocketChannel silent = silent()) {
            VolumeFigures figures = run(silent.socket().getLocalPort(), VolumeKind.PACED, 100, 3);

            assertThat(figures.attacks().getFirst().sent()).isGreaterThan(200);
            assertThat(figures.attacks().getFirst().answers()).isEqualTo(Map.of());
            assertThat(figures.gaveUp()).isPositive();
            assertThat(figures.opened()).isGreaterThan(10);
        }
    }

    @Test
    void theKindThatWaitsSendsOneOnEachConnectionWhereNobodyAnswers() throws Exception {
        try (ServerSocketChannel silent = silent()) {
            VolumeFigures figures = run(silent.socket().getLocalPort(), VolumeKind.CLOSED, 1_000);

            assertThat(figures.attacks().getFirst().sent()).isEqualTo(10);
            assertThat(figures.idle()).isGreaterThan(0.5);
        }
    }

    private static ServerSocketChannel silent() throws IOException {
        return ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
    }

    private static VolumeFigures run(int port, VolumeKind kind, int rate) throws IOException {
        return run(port, kind, rate, 1);
    }

    private static VolumeFigures run(int port, VolumeKind kind, int rate, int seconds)
            throws IOException {
        Volley volley =
                new Volley(
                        new VolumePlan(
                                PublicSide.here(port),
                                kind,
                                10,
                                rate,
                                seconds,
                                List.of("127.0.1.1", "127.0.1.2"),
                                false,
                                List.of(SHOT)));
        volley.run();
        return volley.figures(0);
    }
}
