package org.rempart.gateway.signature;

import org.jspecify.annotations.Nullable;

/// The fields of a form as they were sent, null where absent. Every text is well-formed Unicode
/// without a NUL; nothing else has been looked at.
///
/// @param altcha the solved challenge, as the widget encodes it
public record SignatureForm(
        @Nullable String name,
        @Nullable String email,
        @Nullable String country,
        @Nullable String postcode,
        boolean consent,
        boolean isPublic,
        boolean updates,
        @Nullable String altcha) {

    /// Shows nothing of what was sent: it is personal.
    @Override
    public String toString() {
        return "SignatureForm[]";
    }
}
