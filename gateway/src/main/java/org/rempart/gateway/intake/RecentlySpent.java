package org.rempart.gateway.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.SignatureRow;

/// Remembers the challenges that this gateway saw spent, so that retries and replays of them cost
/// the database nothing. Forgetting one is harmless: the database is the arbiter and is asked
/// again.
///
/// Safe from any thread.
final class RecentlySpent {
    /// About 250 bytes each: 12 MiB.
    private static final int ENTRIES_MAX = 50_000;

    private final Cache<Buffer, Buffer> contents =
            Caffeine.newBuilder().maximumSize(ENTRIES_MAX).build();

    /// The outcome for a row whose challenge is known to be spent; null when it is not known.
    @Nullable Outcome known(SignatureRow row) {
        Buffer content = contents.getIfPresent(row.challenge());
        if (content == null) {
            return null;
        }
        return content.equals(row.content()) ? Outcome.RECORDED : Outcome.SPENT;
    }

    void spent(SignatureRow row) {
        contents.put(row.challenge(), row.content());
    }

    long size() {
        return contents.estimatedSize();
    }
}
