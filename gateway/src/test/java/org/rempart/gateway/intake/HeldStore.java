package org.rempart.gateway.intake;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.SignatureStore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A database that answers when the test says so.
final class HeldStore implements SignatureStore {
    final List<List<SignatureRow>> batches = new ArrayList<>();
    final List<List<KeptRow>> replays = new ArrayList<>();
    private final ArrayDeque<Promise<BatchResult>> held = new ArrayDeque<>();
    private final ArrayDeque<Integer> sizes = new ArrayDeque<>();

    @Override
    public Future<BatchResult> write(List<SignatureRow> batch) {
        batches.add(batch);
        return hold(batch.size());
    }

    @Override
    public Future<BatchResult> replay(List<KeptRow> batch) {
        replays.add(batch);
        return hold(batch.size());
    }

    private Future<BatchResult> hold(int rows) {
        Promise<BatchResult> promise = Promise.promise();
        held.add(promise);
        sizes.add(rows);
        return promise.future();
    }

    boolean isAsked() {
        return !held.isEmpty();
    }

    void succeed() {
        succeed(RowOutcome.RECORDED);
    }

    void succeed(RowOutcome outcome) {
        int rows = sizes.remove();
        held.remove().complete(new BatchResult.Written(Collections.nCopies(rows, outcome)));
    }

    void fail(Remedy remedy, boolean inDoubt) {
        sizes.remove();
        held.remove().complete(new BatchResult.Failed(remedy, inDoubt, "a failure of the test"));
    }
}
