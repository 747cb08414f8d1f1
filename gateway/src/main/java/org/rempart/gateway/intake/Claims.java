package org.rempart.gateway.intake;

import io.vertx.core.buffer.Buffer;

import org.rempart.gateway.storage.SignatureRow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/// The challenges of the signatures that are on their way through this gateway, in any lane. While
/// one is, another signature with its challenge waits: otherwise one could go to the database and
/// the other to the journal, and both would be promised. It isn't turned away before the first has
/// its outcome, either: it may be the very one that the challenge has bought, posted again.
///
/// Bounded by what the lanes may hold. Safe from any thread.
final class Claims {
    /// Signatures that may wait for one challenge. Each of them looks again when it is free: mostly
    /// once, for by then it is known what the challenge bought; and at worst, where only the
    /// database knows, half of these times on average.
    static final int WAITING_MAX = 1_000;

    /// What became of an attempt to hold a challenge.
    enum Taken {
        /// The caller has to let go of it.
        HELD,
        /// Another signature holds it; the caller is told when it is free.
        WAITS,
        /// Another one holds it, and [#WAITING_MAX] wait for it already.
        CROWDED
    }

    /// Of a challenge; looked at and changed by the map's computations alone, one at a time.
    private static final class Claim {
        final Buffer content;
        final List<Runnable> waiting = new ArrayList<>(0);
        int holders;

        Claim(Buffer content) {
            this.content = content;
        }

        Taken take(SignatureRow row, Runnable whenFree) {
            if (content.equals(row.content())) {
                holders++;
                return Taken.HELD;
            }
            if (waiting.size() == WAITING_MAX) {
                return Taken.CROWDED;
            }
            waiting.add(whenFree);
            return Taken.WAITS;
        }
    }

    private final ConcurrentHashMap<Buffer, Claim> held = new ConcurrentHashMap<>();

    /// Holds the challenge, unless it is held for another signature.
    ///
    /// @param whenFree run once, by whatever thread lets go of the challenge, if the answer is
    ///   [Taken#WAITS]
    Taken take(SignatureRow row, Runnable whenFree) {
        List<Taken> taken = new ArrayList<>(1);
        held.compute(
                row.challenge(),
                (_, before) -> {
                    Claim claim = before == null ? new Claim(row.content()) : before;
                    taken.add(claim.take(row, whenFree));
                    return claim;
                });
        return taken.getFirst();
    }

    void release(SignatureRow row) {
        List<Runnable> free = new ArrayList<>(0);
        held.computeIfPresent(
                row.challenge(),
                (_, claim) -> {
                    if (--claim.holders > 0) {
                        return claim;
                    }
                    free.addAll(claim.waiting);
                    return null;
                });
        free.forEach(Runnable::run);
    }

    int size() {
        return held.size();
    }
}
