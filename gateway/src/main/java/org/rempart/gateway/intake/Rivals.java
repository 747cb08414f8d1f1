package org.rempart.gateway.intake;

import io.vertx.core.Promise;

import org.rempart.gateway.storage.SignatureRow;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The signatures of a lane that came while their challenge was on its way with other content, and
/// wait for what becomes of that. They have left no trace anywhere. Belongs to the lane's thread.
final class Rivals {
    /// A signature that waits, from its submission on.
    static final class Rival {
        final SignatureRow row;
        final long since;
        final Promise<Outcome> promise = Promise.promise();

        Rival(SignatureRow row, long since) {
            this.row = row;
            this.since = since;
        }
    }

    private final Set<Rival> waiting = new LinkedHashSet<>();

    void add(Rival rival) {
        waiting.add(rival);
    }

    /// Whether it was still waiting.
    boolean remove(Rival rival) {
        return waiting.remove(rival);
    }

    int size() {
        return waiting.size();
    }

    /// Nobody waits for longer than that to be admitted.
    void refuseThoseOlderThan(Duration wait, long now, Outcome.Refusal refusal) {
        refuse(
                waiting.stream().filter(rival -> now - rival.since >= wait.toNanos()).toList(),
                refusal);
    }

    void refuseAll(Outcome.Refusal refusal) {
        refuse(List.copyOf(waiting), refusal);
    }

    private void refuse(List<Rival> rivals, Outcome.Refusal refusal) {
        for (Rival rival : rivals) {
            waiting.remove(rival);
            rival.promise.complete(refusal);
        }
    }
}
