package org.rempart.loadtests.signer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A proof-of-work challenge in the ALTCHA v1 format (altcha.org, "Proof-of-Work Captcha", v1):
/// find the number whose SHA-256 together with the salt is the challenge.
///
/// @param algorithm always `SHA-256`
/// @param challenge 64 lower-case hex digits
/// @param maxNumber upper bound of the number, not signed
/// @param salt random hex, `?`, parameters, `&`
/// @param signature 64 lower-case hex digits, the gateway's
public record Challenge(
        String algorithm, String challenge, long maxNumber, String salt, String signature) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern EXPIRES = Pattern.compile("[?&]expires=(\\d{1,12})(?:&|$)");

    /// Reads a challenge.
    ///
    /// @throws IOException when it is none that this client can solve
    public static Challenge parse(String json) throws IOException {
        JsonNode node = JSON.readTree(json);
        Challenge challenge =
                new Challenge(
                        node.path("algorithm").asText(),
                        node.path("challenge").asText(),
                        node.path("maxnumber").asLong(),
                        node.path("salt").asText(),
                        node.path("signature").asText());
        if (!challenge.algorithm.equals("SHA-256")
                || !challenge.challenge.matches("[0-9a-f]{64}")
                || challenge.maxNumber < 1
                || challenge.salt.isEmpty()) {
            throw new IOException("not a challenge of the agreed form");
        }
        return challenge;
    }

    /// When it expires, in seconds since 1970; empty when the salt does not say.
    public OptionalLong expires() {
        Matcher matcher = EXPIRES.matcher(salt);
        return matcher.find()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }
}
