package org.rempart.gateway.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keyed hashes that stand for a signature: HMAC-SHA-256 (RFC 2104).
///
/// Without the key, nobody who reads the database can try addresses against it; with the petition
/// in the input, nobody can follow an address from one petition to another. Each kind of hash
/// starts with a label of its own, and each text with its length, so no two lists of fields, of one
/// kind or of two, give the same bytes.
///
/// The key must stay the same for as long as signatures are compared, and be the same in every
/// gateway of a database. The MAC is reused: an instance belongs to one thread.
public final class SignatureDigests {
    /// Bytes of the shortest key: as many as the hash gives (RFC 2104 section 3).
    public static final int KEY_BYTES_MIN = 32;

    /// Bytes of every hash.
    public static final int HASH_BYTES = 32;

    /// Bytes of a challenge.
    public static final int CHALLENGE_BYTES = 32;

    /// Bytes of a receipt: with that many, two signatures of one petition never share one by
    /// chance.
    public static final int RECEIPT_BYTES = 16;

    /// Characters of a receipt as it is shown.
    public static final int RECEIPT_CHARS = 22;

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ABSENT = -1;

    private static final String ADDRESS_LABEL = "rempart/address/1";
    private static final String PERSON_LABEL = "rempart/person/1";
    private static final String CONTENT_LABEL = "rempart/content/1";
    private static final String RECEIPT_LABEL = "rempart/receipt/1";

    private final Mac mac;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    /// @param key at least [#KEY_BYTES_MIN] random bytes; copied
    public SignatureDigests(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "the key of the hashes has at least %d bytes".formatted(KEY_BYTES_MIN));
        }
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /// What may be there once in a petition: the canonical address.
    public byte[] addressHash(long petitionId, Signature signature) {
        start(ADDRESS_LABEL, petitionId);
        add(signature.address().canonical());
        return mac.doFinal();
    }

    /// What may be there once in a petition whose signers may share an address: the canonical
    /// address and the folded name.
    public byte[] personHash(long petitionId, Signature signature) {
        start(PERSON_LABEL, petitionId);
        add(signature.address().canonical());
        add(signature.foldedName());
        return mac.doFinal();
    }

    /// Everything the person signed with: equal for a retry, different for other content under the
    /// same challenge.
    public byte[] contentHash(long petitionId, Signature signature) {
        start(CONTENT_LABEL, petitionId);
        add(signature.name());
        add(signature.address().address());
        add(signature.country());
        add(signature.postcode());
        mac.update((byte) (signature.isPublic() ? 1 : 0));
        mac.update((byte) (signature.wantsUpdates() ? 1 : 0));
        return mac.doFinal();
    }

    /// The receipt of the signature a challenge paid for: the same for each retry, and of the same
    /// look whether the signature was new or not.
    ///
    /// @param challenge its [#CHALLENGE_BYTES] bytes
    /// @return [#RECEIPT_CHARS] characters of base64url
    public String receipt(byte[] challenge) {
        if (challenge.length != CHALLENGE_BYTES) {
            throw new IllegalArgumentException(
                    "a challenge has %d bytes".formatted(CHALLENGE_BYTES));
        }
        add(RECEIPT_LABEL);
        mac.update(challenge);
        byte[] receipt = Arrays.copyOf(mac.doFinal(), RECEIPT_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(receipt);
    }

    private void start(String label, long petitionId) {
        add(label);
        mac.update(number.clear().putLong(petitionId).array(), 0, Long.BYTES);
    }

    private void add(@Nullable String field) {
        if (field == null) {
            addLength(ABSENT);
            return;
        }
        byte[] bytes = field.getBytes(UTF_8);
        addLength(bytes.length);
        mac.update(bytes);
    }

    private void addLength(int length) {
        mac.update(number.clear().putInt(length).array(), 0, Integer.BYTES);
    }
}
