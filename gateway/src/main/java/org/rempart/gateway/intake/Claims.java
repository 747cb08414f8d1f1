package org.rempart.gateway.intake;

import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.storage.SignatureRow;

import java.util.concurrent.ConcurrentHashMap;

/// The challenges of the signatures that are on their way through this gateway, in any lane. While
/// one is, another signature with its challenge is turned away: otherwise one could go to the
/// database and the other to the journal, and both would be promised.
///
/// Bounded by what the lanes may hold. Safe from any thread.
final class Claims {
    private record Claim(Buffer content, int holders) {}

    private final ConcurrentHashMap<Buffer, Claim> held = new ConcurrentHashMap<>();

    /// Whether nobody holds the challenge for another signature; then the caller holds it, too, and
    /// has to let go of it.
    boolean take(SignatureRow row) {
        Claim now =
                held.merge(
                        row.challenge(),
                        new Claim(row.content(), 1),
                        (before, _) ->
                                before.content.equals(row.content())
                                        ? new Claim(before.content, before.holders + 1)
                                        : before);
        return now.content.equals(row.content());
    }

    void release(SignatureRow row) {
        held.computeIfPresent(
                row.challenge(),
                (_, before) ->
                        before.holders == 1 ? null : new Claim(before.content, before.holders - 1));
    }

    int size() {
        return held.size();
    }
}
