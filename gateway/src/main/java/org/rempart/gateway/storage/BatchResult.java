package org.rempart.gateway.storage;

import java.util.List;

/// What became of a batch.
public sealed interface BatchResult {
    /// The transaction is durable.
    ///
    /// @param outcomes one for each row, in the order of the batch
    record Written(List<RowOutcome> outcomes) implements BatchResult {}

    /// It was not written, as far as is known.
    ///
    /// @param remedy what to do about it
    /// @param inDoubt whether it may have been written all the same
    /// @param reason a few words for operators, without anything of a row
    record Failed(Remedy remedy, boolean inDoubt, String reason) implements BatchResult {}
}
