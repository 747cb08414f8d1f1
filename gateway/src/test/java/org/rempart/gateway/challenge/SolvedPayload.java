package org.rempart.gateway.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A solution as a client posts it, put together from the wire format alone: it shares no code with
/// the room it is used against.
///
/// @param number as JSON writes it, so that a test can write it otherwise
record SolvedPayload(String challenge, String number, String salt, String signature) {
    private static final String RANDOM = "00112233445566778899aabb";

    /// An honest solution.
    static SolvedPayload of(byte[] key, long number, long expiresS) {
        return of(key, number, RANDOM + "?expires=" + expiresS + "&");
    }

    /// A solution of a challenge with any salt, signed with the key.
    static SolvedPayload of(byte[] key, long number, String salt) {
        String challenge = sha256Hex(salt + number);
        return new SolvedPayload(challenge, Long.toString(number), salt, hmacHex(key, challenge));
    }

    SolvedPayload withChallenge(String other) {
        return new SolvedPayload(other, number, salt, signature);
    }

    SolvedPayload withNumber(String other) {
        return new SolvedPayload(challenge, other, salt, signature);
    }

    SolvedPayload withSalt(String other) {
        return new SolvedPayload(challenge, number, other, signature);
    }

    SolvedPayload withSignature(String other) {
        return new SolvedPayload(challenge, number, salt, other);
    }

    /// As the widget's `JSON.stringify` writes it.
    String json() {
        return """
        {"algorithm":"SHA-256","challenge":"%s","number":%s,"salt":"%s","signature":"%s","took":1234.5}\
        """
                .formatted(challenge, number, salt, signature);
    }

    String payload() {
        return base64(json());
    }

    static String base64(String json) {
        return Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
    }

    static String sha256Hex(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hmacHex(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
