package org.rempart.loadtests.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Issues and checks challenges in the ALTCHA v1 format, written again from its description.
final class Work {
    static final ObjectMapper JSON = new ObjectMapper();

    /// Solved in a millisecond.
    private static final int N = 1_000;

    private final byte[] key = new byte[32];
    private final Clock clock;
    private final RandomGenerator random;
    private final int validS;
    private final Fault fault;

    Work(Clock clock, RandomGenerator random, int validS, Fault fault) {
        this.clock = clock;
        this.random = random;
        this.validS = validS;
        this.fault = fault;
        random.nextBytes(key);
    }

    String issue() {
        byte[] some = new byte[12];
        random.nextBytes(some);
        long expires = clock.instant().getEpochSecond() + validS;
        String salt = HexFormat.of().formatHex(some) + "?expires=" + expires + "&";
        String challenge = sha256(salt + random.nextInt(N));
        ObjectNode node = JSON.createObjectNode();
        node.put("algorithm", "SHA-256");
        node.put("challenge", challenge);
        node.put("maxnumber", N);
        node.put("salt", salt);
        node.put("signature", sign(challenge));
        return node.toString();
    }

    /// The code of what is wrong with some work, or the challenge it solves.
    String check(String altcha) {
        if (altcha.isEmpty()) {
            return "challenge_missing";
        }
        try {
            JsonNode work = JSON.readTree(Base64.getDecoder().decode(altcha));
            String salt = work.path("salt").asText();
            String challenge = work.path("challenge").asText();
            boolean ours =
                    work.path("signature").asText().equals(sign(challenge)) && salt.endsWith("&");
            if (!ours && fault != Fault.ACCEPTS_FORGED_WORK) {
                return "challenge_forged";
            }
            if (!sha256(salt + work.path("number").asLong()).equals(challenge)
                    && fault != Fault.ACCEPTS_UNSOLVED_WORK) {
                return "challenge_unsolved";
            }
            long expires = Long.parseLong(salt.replaceAll(".*expires=(\\d+).*", "$1"));
            if (expires < clock.instant().getEpochSecond() && fault != Fault.ACCEPTS_EXPIRED_WORK) {
                return "challenge_expired";
            }
            return challenge;
        } catch (IOException | IllegalArgumentException e) {
            return "challenge_forged";
        }
    }

    static String hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sign(String challenge) {
        return hmac(key, challenge);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
