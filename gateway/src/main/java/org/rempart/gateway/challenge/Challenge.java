package org.rempart.gateway.challenge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// A challenge as it is sent. It holds no secret: the number that solves it is already forgotten.
///
/// @param challenge hex of SHA-256 over salt and number
/// @param maxNumber the secret number is below it; the solver's hint, not signed
/// @param salt random part, expiry, closing `&`
/// @param signature hex of HMAC-SHA-256 over the characters of `challenge`
public record Challenge(String challenge, long maxNumber, String salt, String signature) {

    /// The JSON object of the wire format, ready to be sent as `application/json`. All of it is
    /// ASCII, and no part can need an escape.
    public byte[] toJson() {
        String json =
                "{\"algorithm\":\"SHA-256\",\"challenge\":\""
                        + challenge
                        + "\",\"maxnumber\":"
                        + maxNumber
                        + ",\"salt\":\""
                        + salt
                        + "\",\"signature\":\""
                        + signature
                        + "\"}";
        return json.getBytes(ISO_8859_1);
    }
}
