package org.rempart.gateway.storage;

import org.jspecify.annotations.Nullable;

import java.io.Serial;

/// The database cannot be used. The message is one sentence for the operator, without secrets.
public final class StorageException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    StorageException(String message) {
        super(message);
    }

    StorageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
