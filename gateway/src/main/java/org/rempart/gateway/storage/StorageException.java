package org.rempart.gateway.storage;

import org.jspecify.annotations.Nullable;

import java.io.Serial;

/// The database cannot be used. The message is one sentence for the operator, without secrets.
public final class StorageException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final Failure failure;

    StorageException(String message) {
        this(message, null);
    }

    StorageException(String message, @Nullable Throwable cause) {
        this(Failure.OURS, message, cause);
    }

    StorageException(Failure failure, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
    }

    /// What follows from it for a batch.
    Failure failure() {
        return failure;
    }
}
