package org.rempart.gateway.http.page;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/// People sign in Chromium.
final class BrowserIT extends SigningJourneys {
    private StubGateway gateway;

    @BeforeAll
    void startGateway() {
        gateway = new StubGateway();
    }

    @AfterAll
    void stopGateway() {
        gateway.close();
    }

    @Override
    String baseUrl() {
        return gateway.url();
    }
}
