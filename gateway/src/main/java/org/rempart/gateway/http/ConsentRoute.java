package org.rempart.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.settings.Settings;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `GET /rehearsal/consent?nonce=…`: this gateway's consent to be flooded, for a rehearsal that
/// knows the operator's token: only it can check the signature, HMAC-SHA-256 over nonce, rate and
/// end, each on a line. Without a token there is no consent and nothing here.
final class ConsentRoute {
    private static final int REQUESTS_PER_SECOND_MAX = 50_000;

    /// A consent that was forgotten ends by itself.
    private static final Duration VALIDITY = Duration.ofHours(1);

    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private final Settings.@Nullable Secret token;
    private final InstantSource clock;

    ConsentRoute(Settings.@Nullable Secret token, InstantSource clock) {
        this.token = token;
        this.clock = clock;
    }

    void handle(HttpServerRequest request) {
        String nonce = Query.parameter(request, "nonce");
        if (token == null) {
            Problem.NOT_FOUND.answer(request);
        } else if (nonce == null || !NONCE.matcher(nonce).matches()) {
            Problem.MALFORMED.answer(request);
        } else {
            Instant until = clock.instant().plus(VALIDITY).truncatedTo(ChronoUnit.SECONDS);
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(
                            new JsonObject()
                                    .put("nonce", nonce)
                                    .put("maximum_rate", REQUESTS_PER_SECOND_MAX)
                                    .put("until", until.toString())
                                    .put("signature", signature(token, nonce, until))
                                    .toBuffer());
        }
    }

    private static String signature(Settings.Secret token, String nonce, Instant until) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            token.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String signed = nonce + "\n" + REQUESTS_PER_SECOND_MAX + "\n" + until;
            return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
        }
    }
}
