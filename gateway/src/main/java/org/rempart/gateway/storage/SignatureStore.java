package org.rempart.gateway.storage;

import io.vertx.core.Future;

import java.util.List;

/// Where batches of signatures become durable. Each batch is one transaction; writing one again
/// changes nothing and finds the truth. The futures always succeed, within the store's deadline.
public interface SignatureStore {
    /// Writes signatures that somebody waits for. No two may have the same challenge.
    Future<BatchResult> write(List<SignatureRow> batch);

    /// Writes signatures that were promised: one whose petition has closed meanwhile is held, and
    /// what is refused leaves a record that says why. No two may have the same challenge; none at
    /// all asks only whether the database takes writes.
    Future<BatchResult> replay(List<KeptRow> batch);
}
