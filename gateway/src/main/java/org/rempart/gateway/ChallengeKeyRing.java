package org.rempart.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.challenge.ChallengeKeys;
import org.rempart.gateway.storage.KeyStore;

import java.time.Duration;
import java.util.function.Supplier;

/// The challenge keys as last loaded from the database, which rotates them. Safe from any thread.
final class ChallengeKeyRing implements Supplier<ChallengeKeys> {
    private final KeyStore store;
    private final Duration rotation;
    private volatile KeyStore.@Nullable IssuedKeys loaded;
    private volatile @Nullable ChallengeKeys keys;

    ChallengeKeyRing(KeyStore store, Duration rotation) {
        this.store = store;
        this.rotation = rotation;
    }

    /// Loads them again. While none has changed the snapshot stays the same object, by which
    /// issuers and verifiers see that they need not prepare anything anew.
    Future<Void> refresh() {
        return store.challengeKeys(rotation)
                .map(found -> {
                    if (!found.equals(loaded)) {
                        loaded = found;
                        keys = snapshot(found);
                    }
                    return null;
                });
    }

    private static ChallengeKeys snapshot(KeyStore.IssuedKeys loaded) {
        return ChallengeKeys.of(
                loaded.issuing().getBytes(),
                loaded.accepted().stream()
                        .filter(key -> !key.equals(loaded.issuing()))
                        .map(Buffer::getBytes)
                        .toList());
    }

    @Override
    public ChallengeKeys get() {
        ChallengeKeys current = keys;
        if (current == null) {
            throw new IllegalStateException("asked for keys before they were loaded");
        }
        return current;
    }
}
