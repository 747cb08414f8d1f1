package org.rempart.gateway.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;

/// Clients that reset a connection with requests on it: as those do who send faster than they are
/// answered, and do not wait.
class ResetIT {
    private static final String STREAM =
            "GET /petitions/demo/count/events HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String COUNT =
            "GET /petitions/demo/count.json HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String OPEN = "rempart_connections ";

    private static double open(RunningGateway gateway) {
        return gateway.client()
                .operatorAsStranger("/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith(OPEN))
                .mapToDouble(line -> Double.parseDouble(line.substring(OPEN.length())))
                .sum();
    }

    @Test
    void requestsThatWaitBehindOneAnotherEndWithTheirConnectionAndNothingIsLogged()
            throws IOException {
        try (RunningGateway gateway = RunningGateway.on(TestDatabase.create(), Map.of());
                LoggedFaults logged = LoggedFaults.listen()) {
            try (Socket socket =
                    new Socket(InetAddress.getLoopbackAddress(), gateway.publicPort())) {
                socket.setSoLinger(true, 0);
                socket.getOutputStream().write((STREAM + COUNT + COUNT).getBytes(ISO_8859_1));
                assertThat(socket.getInputStream().read()).isPositive();
                assertThat(open(gateway)).isEqualTo(1);
            }
            Eventually.holds(() -> open(gateway) == 0);
            assertThat(logged.faults()).isEmpty();
        }
    }
}
