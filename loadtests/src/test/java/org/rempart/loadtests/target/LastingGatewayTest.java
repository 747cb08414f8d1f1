package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.standin.StandInMain;

import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

final class LastingGatewayTest {
    private static final Secret TOKEN = new Secret("a-token");

    @TempDir Path folder;
    private Path jar;

    @BeforeEach
    void jarOfAStandIn() throws Exception {
        jar = folder.resolve("gateway.jar");
        StandInMain.jar(jar);
    }

    @Test
    void itIsAtTheSamePlaceWithTheSameDataInEveryLife() throws Exception {
        URI side;
        try (LastingGateway gateway = start()) {
            gateway.awaitReady();
            side = gateway.target().operatorSide();
            long first = gateway.pid();

            gateway.kill(Duration.ZERO);
            gateway.awaitReady();

            assertThat(gateway.pid()).isNotEqualTo(first);
            assertThat(gateway.target().operatorSide()).isEqualTo(side);
            assertThat(gateway.lives()).isEqualTo(2);
            assertThat(gateway.endedByItself()).isZero();
            assertThat(folder.resolve("data/file")).exists();
            assertThat(gateway.log()).content().hasLineCount(2);
        }
        assertThatThrownBy(() -> new Socket(side.getHost(), side.getPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void oneThatEndsByItselfIsStartedAgain() throws Exception {
        try (LastingGateway gateway = start()) {
            gateway.awaitReady();
            ProcessHandle first = ProcessHandle.of(gateway.pid()).orElseThrow();
            first.destroyForcibly();
            first.onExit().get(10, TimeUnit.SECONDS);

            gateway.awaitReady();

            assertThat(gateway.endedByItself()).isEqualTo(1);
            assertThat(gateway.lives()).isEqualTo(2);
        }
    }

    @Test
    void aPausedOneAnswersNothingAndLivesOn() throws Exception {
        try (LastingGateway gateway = start();
                OperatorView view = new OperatorView(gateway.target())) {
            gateway.awaitReady();
            long first = gateway.pid();
            Thread paused =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    gateway.pause(Duration.ofSeconds(4));
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
            while (view.health().isPresent()) {
                Thread.onSpinWait();
            }
            paused.interrupt();
            paused.join();

            gateway.awaitReady();

            assertThat(gateway.pid()).isEqualTo(first);
        }
    }

    private LastingGateway start() throws Exception {
        return LastingGateway.start(jar, folder, TOKEN, TOKEN, Map.of(), new Random());
    }
}
