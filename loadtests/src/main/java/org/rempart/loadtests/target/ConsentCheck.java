package org.rempart.loadtests.target;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Decides whether a gateway's answer is its consent to a run.
///
/// The consent is signed over the nonce of this asking, so an old one cannot be shown again, and it
/// has to cover the whole run: nothing is sent in the hope that it will be renewed.
final class ConsentCheck {
    private final Secret token;
    private final int rate;
    private final Duration longest;

    /// @param token what the gateway signs with
    /// @param rate requests a second the run may reach
    /// @param longest how long the run may send
    ConsentCheck(Secret token, int rate, Duration longest) {
        this.token = token;
        this.rate = rate;
        this.longest = longest;
    }

    Consent decide(JsonNode answer, String nonce, Instant now) {
        JsonNode maximumRate = answer.path("maximum_rate");
        JsonNode until = answer.path("until");
        JsonNode signature = answer.path("signature");
        if (!maximumRate.canConvertToInt()
                || !maximumRate.isIntegralNumber()
                || !until.isTextual()
                || !signature.isTextual()) {
            return new Consent.Refused("the gateway's consent is not in the agreed form");
        }
        String signed = nonce + "\n" + maximumRate.intValue() + "\n" + until.textValue();
        if (!nonce.equals(answer.path("nonce").textValue())
                || !signedBy(signed, signature.textValue())) {
            return new Consent.Refused(
                    "the gateway's consent is not signed with this rehearsal's token");
        }
        Instant end;
        try {
            end = Instant.parse(until.textValue());
        } catch (DateTimeParseException e) {
            return new Consent.Refused("the gateway's consent does not say when it ends");
        }
        if (rate > maximumRate.intValue()) {
            return new Consent.Refused(
                    "the gateway consents to %d requests a second, the rehearsal needs %d"
                            .formatted(maximumRate.intValue(), rate));
        }
        if (now.plus(longest).isAfter(end)) {
            return new Consent.Refused(
                    "the gateway's consent ends at %s, before the rehearsal would".formatted(end));
        }
        return new Consent.Granted(maximumRate.intValue(), end);
    }

    private boolean signedBy(String signed, String signature) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(
                    new SecretKeySpec(
                            token.value().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            String expected =
                    HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            return MessageDigest.isEqual(
                    expected.getBytes(StandardCharsets.US_ASCII),
                    signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
