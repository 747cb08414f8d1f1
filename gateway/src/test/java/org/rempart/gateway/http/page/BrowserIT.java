package org.rempart.gateway.http.page;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.util.Map;

/// People sign in Chromium, on the real gateway and at its real price.
final class BrowserIT extends SigningJourneys {
    private RunningGateway gateway;

    @BeforeAll
    void startGateway() {
        gateway =
                RunningGateway.on(
                        TestDatabase.create(), Map.of("REMPART_CHALLENGE_BASE", "500000"));
    }

    @AfterAll
    void stopGateway() {
        gateway.close();
    }

    @Override
    String baseUrl() {
        return gateway.publicUrl();
    }
}
