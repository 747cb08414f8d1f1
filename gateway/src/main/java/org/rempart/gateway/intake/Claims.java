package org.rempart.gateway.intake;

import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.storage.SignatureRow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The challenges of the signatures that are on their way through this gateway, in any lane. While
/// one is, another signature with its challenge waits: otherwise one could go to the database and
/// the other to the journal, and both would be promised. It isn't turned away before the first has
/// its outcome, either: it may be the very one that the challenge has bought, posted again.
///
/// Bounded by what the lanes may hold. Safe from any thread.
final class Claims {
    /// Signatures that may wait for one challenge. A retry and a few forgers of it; each of them
    /// looks again when it is free, so that the work grows with the square of this.
    static final int WAITING_MAX = 16;

    /// What became of an attempt to hold a challenge.
    enum Taken {
        /// The caller has to let go of it.
        HELD,
        /// Another signature holds it; the caller is told when it is free.
        WAITS,
        /// Another one holds it, and [#WAITING_MAX] wait for it already.
        CROWDED
    }

    private record Claim(Buffer content, int holders, List<Runnable> waiting) {
        Claim meets(SignatureRow row, Runnable whenFree) {
            if (content.equals(row.content())) {
                return new Claim(content, holders + 1, waiting);
            }
            if (waiting.size() == WAITING_MAX) {
                return this;
            }
            return new Claim(
                    content,
                    holders,
                    Stream.concat(waiting.stream(), Stream.of(whenFree)).toList());
        }
    }

    private final ConcurrentHashMap<Buffer, Claim> held = new ConcurrentHashMap<>();

    /// Holds the challenge, unless it is held for another signature.
    ///
    /// @param whenFree of this call alone; run once, by whatever thread lets go of the challenge,
    ///   if the answer is [Taken#WAITS]
    Taken take(SignatureRow row, Runnable whenFree) {
        Claim now =
                held.merge(
                        row.challenge(),
                        new Claim(row.content(), 1, List.of()),
                        (before, _) -> before.meets(row, whenFree));
        if (now.content.equals(row.content())) {
            return Taken.HELD;
        }
        return now.waiting.contains(whenFree) ? Taken.WAITS : Taken.CROWDED;
    }

    void release(SignatureRow row) {
        List<Runnable> free = new ArrayList<>();
        held.computeIfPresent(
                row.challenge(),
                (_, before) -> {
                    if (before.holders > 1) {
                        return new Claim(before.content, before.holders - 1, before.waiting);
                    }
                    free.addAll(before.waiting);
                    return null;
                });
        free.forEach(Runnable::run);
    }

    int size() {
        return held.size();
    }
}
