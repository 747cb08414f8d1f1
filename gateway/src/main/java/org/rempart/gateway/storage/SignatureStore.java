package org.rempart.gateway.storage;

import io.vertx.core.Future;

import java.util.List;

/// Where batches of signatures become durable.
public interface SignatureStore {
    /// Writes a batch in one transaction; returns one outcome for each row, in the same order, once
    /// the transaction is durable. A failed future means in doubt: the batch may have been written,
    /// and writing it again changes nothing and finds the truth.
    ///
    /// No two rows may have the same challenge.
    Future<List<RowOutcome>> write(List<SignatureRow> batch);
}
