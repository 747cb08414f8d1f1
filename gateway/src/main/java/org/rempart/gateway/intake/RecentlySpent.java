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

    /// Stands for content that only the database knows.
    private static final Buffer ANOTHER = Buffer.buffer();

    private final Cache<Buffer, Buffer> contents =
            Caffeine.newBuilder().maximumSize(ENTRIES_MAX).build();

    /// The outcome for a row whose challenge is known to be spent; null when it is not known.
    @Nullable Outcome known(SignatureRow row) {
        Buffer content = contents.getIfPresent(row.challenge());
        if (content == null || content.equals(ANOTHER)) {
            return null;
        }
        return content.equals(row.content()) ? Outcome.RECORDED : Outcome.SPENT;
    }

    void spent(SignatureRow row) {
        contents.put(row.challenge(), row.content());
    }

    /// The challenge has bought other content than this, by another gateway.
    void spentOnAnother(SignatureRow row) {
        contents.asMap().putIfAbsent(row.challenge(), ANOTHER);
    }

    /// Whether the database alone can tell what this one's challenge has bought. Then it must not
    /// be promised before the database is asked.
    boolean isSpentOnAnother(SignatureRow row) {
        return ANOTHER.equals(contents.getIfPresent(row.challenge()));
    }

    /// Whether a challenge is known to have bought something.
    boolean holds(Buffer challenge) {
        return contents.getIfPresent(challenge) != null;
    }

    long size() {
        return contents.estimatedSize();
    }
}
