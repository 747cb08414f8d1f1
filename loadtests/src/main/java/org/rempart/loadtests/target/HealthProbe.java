package org.rempart.loadtests.target;

import org.rempart.loadtests.machine.Http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// Asks a gateway whether it can take a signature.
final class HealthProbe implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    private final HttpClient http = Http.client(ANSWER_MAX).build();
    private final HttpRequest request;

    HealthProbe(Target target) {
        request =
                HttpRequest.newBuilder(URI.create(target.operatorSide() + "/health/ready"))
                        .timeout(ANSWER_MAX)
                        .build();
    }

    /// False too when nothing answers.
    boolean ready() throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
