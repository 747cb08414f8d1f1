package org.rempart.gateway.storage;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// A signature as it is written, with the challenge that pays for it. Nobody changes its buffers
/// afterwards.
///
/// @param challenge 32 bytes; what single use is keyed on
/// @param content 32 bytes that tell the same signature again from another one
/// @param expiresAt of the challenge
/// @param receipt what the person gets, unique for each challenge
/// @param addressHash keyed hash of the address on this petition
/// @param personHash keyed hash of the address and the name on this petition
/// @param hold why it is not to be counted; null for one that is
public record SignatureRow(
        Buffer challenge,
        Buffer content,
        Instant expiresAt,
        String receipt,
        long petitionId,
        String name,
        String email,
        String country,
        @Nullable String postcode,
        boolean isPublic,
        boolean wantsUpdates,
        Buffer addressHash,
        Buffer personHash,
        @Nullable Hold hold) {

    /// The same signature, not to be counted.
    public SignatureRow heldFor(Hold reason) {
        return new SignatureRow(
                challenge,
                content,
                expiresAt,
                receipt,
                petitionId,
                name,
                email,
                country,
                postcode,
                isPublic,
                wantsUpdates,
                addressHash,
                personHash,
                reason);
    }

    /// Nothing of a person.
    @Override
    public String toString() {
        return "SignatureRow[petition " + petitionId + "]";
    }
}
