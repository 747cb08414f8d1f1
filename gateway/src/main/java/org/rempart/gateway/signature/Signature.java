package org.rempart.gateway.signature;

import org.jspecify.annotations.Nullable;

/// What one person signs with, well formed and written in one way.
///
/// @param name as it is shown, 1 to 200 characters
/// @param foldedName the name for comparison: see [PersonName]
/// @param country ISO 3166-1 alpha-2, upper case
/// @param postcode 1 to 16 characters, upper case; null when not given
/// @param isPublic whether the name may be shown
/// @param wantsUpdates whether mail beyond this petition's needs may be sent
public record Signature(
        String name,
        String foldedName,
        EmailAddress address,
        String country,
        @Nullable String postcode,
        boolean isPublic,
        boolean wantsUpdates) {

    /// Shows nothing: all of it is personal.
    @Override
    public String toString() {
        return "Signature[]";
    }
}
