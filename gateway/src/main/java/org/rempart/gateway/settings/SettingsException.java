package org.rempart.gateway.settings;

import java.io.Serial;

/// A setting that cannot be used. The message is one sentence for the operator, names the key and
/// where it came from, and never repeats the value of a secret.
public final class SettingsException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
