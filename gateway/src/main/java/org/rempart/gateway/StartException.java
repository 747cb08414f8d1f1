package org.rempart.gateway;

import org.jspecify.annotations.Nullable;

import java.io.Serial;

/// The gateway cannot start. The message is one sentence for the operator.
final class StartException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final boolean settingAtFault;

    /// The surroundings are at fault.
    StartException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private StartException(String message, @Nullable Throwable cause, boolean settingAtFault) {
        super(message, cause);
        this.settingAtFault = settingAtFault;
    }

    /// A setting is at fault, in a way that only the room it is for can tell.
    static StartException ofSetting(String message, Throwable cause) {
        return new StartException(message, cause, true);
    }

    boolean settingAtFault() {
        return settingAtFault;
    }
}
