package org.rempart.loadtests.signer;

import java.net.http.HttpResponse;
import java.time.Duration;

/// What the gateway said.
///
/// @param status HTTP status
/// @param retryAfter how long it asks to wait; zero when it does not
record Answer(int status, String body, Duration retryAfter) {
    static Answer of(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers()
                        .firstValue("Retry-After")
                        .filter(value -> value.matches("\\d{1,5}"))
                        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                        .orElse(Duration.ZERO));
    }

    /// Whether the page tries again after it: too many requests, overloaded, or something that has
    /// gone wrong here or at a proxy.
    boolean asksToWait() {
        return status == 408 || status == 429 || status >= 500;
    }

    /// Whether it says that nothing was taken. Anything else than a 4xx or a 503 leaves it open.
    boolean refuses() {
        return status == 503 || (status >= 400 && status < 500);
    }
}
