package org.rempart.gateway.storage.journal;

import io.vertx.core.buffer.Buffer;

/// The journal.
public final class Journal {
    private Journal() {}

    /// What a challenge is known by in memory: its first 64 bits. They come out of a hash, so two
    /// that share them are met once in billions of years, and even then only cost a look.
    static long key(Buffer challenge) {
        return challenge.getLong(0);
    }
}
