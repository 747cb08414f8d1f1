package org.rempart.loadtests.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.standin.StandInMain;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

final class GatewayProcessTest {
    private static final Secret TOKEN = new Secret("a-token");

    @TempDir Path folder;
    private Path jar;

    @BeforeEach
    void jarOfAStandIn() throws Exception {
        jar = folder.resolve("gateway.jar");
        StandInMain.jar(jar);
    }

    @Test
    void itIsReadyWhenItIsHandedOverAndGoneWhenItIsClosed() throws Exception {
        URI side;
        try (GatewayProcess gateway = GatewayProcess.start(jar, folder, TOKEN, TOKEN, Map.of())) {
            side = gateway.target().operatorSide();
            try (HealthProbe probe = new HealthProbe(gateway.target())) {
                assertThat(probe.ready()).isTrue();
            }
            assertThat(folder.resolve("data/file")).exists();
        }

        assertThatThrownBy(() -> new Socket(side.getHost(), side.getPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(folder.resolve("gateway.log")).exists();
    }

    @Test
    void oneThatDiesIsReportedWithTheEndOfItsLog() {
        assertThatThrownBy(() ->
                        GatewayProcess.start(
                                jar, folder, TOKEN, TOKEN, Map.of(StandInMain.FAULT, "DIES")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the database refuses");
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
