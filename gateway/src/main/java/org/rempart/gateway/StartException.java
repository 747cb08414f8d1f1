package org.rempart.gateway;

import org.jspecify.annotations.Nullable;

import java.io.Serial;

/// The gateway cannot start. The message is one sentence for the operator.
final class StartException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
