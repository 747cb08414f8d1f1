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
    private volatile @Nullable ChallengeKeys keys;

    ChallengeKeyRing(KeyStore store, Duration rotation) {
        this.store = store;
        this.rotation = rotation;
    }

    Future<Void> refresh() {
        return store.challengeKeys(rotation)
                .map(loaded -> {
                    keys =
                            ChallengeKeys.of(
                                    loaded.issuing().getBytes(),
                                    loaded.accepted().stream()
                                            .filter(key -> !key.equals(loaded.issuing()))
                                            .map(Buffer::getBytes)
                                            .toList());
                    return null;
                });
    }

    @Override
    public ChallengeKeys get() {
        ChallengeKeys loaded = keys;
        if (loaded == null) {
            throw new IllegalStateException("asked for keys before they were loaded");
        }
        return loaded;
    }
}
