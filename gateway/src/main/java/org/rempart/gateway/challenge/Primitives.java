package org.rempart.gateway.challenge;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The two functions the format is made of. Every Java platform has to provide both, so their
/// absence is no outcome but a broken JVM.
final class Primitives {
    static final String SHA_256 = "SHA-256";
    static final String HMAC_SHA_256 = "HmacSHA256";

    /// Length of a SHA-256 digest, and so of a challenge and of a signature.
    static final int DIGEST_BYTES = 32;

    static final int DIGEST_HEX_CHARS = 2 * DIGEST_BYTES;

    private Primitives() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance(SHA_256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static Mac hmacSha256(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC_SHA_256);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}
