package org.rempart.gateway.intake;

import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.SignatureRow;

/// A signature in a lane, from its submission to its one outcome. Belongs to the lane's thread.
final class Entry {
    final SignatureRow row;
    final long since;
    final Promise<Outcome> promise = Promise.promise();

    /// It is part of the batch whose answer has not come.
    boolean underWay;

    /// It was part of a batch whose answer will not come, and may have been written.
    boolean inDoubt;

    /// The journal took it and did not say that it will keep it.
    boolean mayBeKept;

    /// The journal has been asked to keep it and has not answered.
    boolean journaling;

    /// What the database refused it with while the journal was asked.
    Outcome.@Nullable Refusal refusal;

    /// It has its outcome.
    boolean done;

    Entry(SignatureRow row, long since) {
        this.row = row;
        this.since = since;
    }

    /// It has been sent to the database.
    boolean mayBeWritten() {
        return underWay || inDoubt;
    }

    /// It is nowhere on its way, and may come true.
    boolean mayComeTrue() {
        return inDoubt || mayBeKept;
    }
}
