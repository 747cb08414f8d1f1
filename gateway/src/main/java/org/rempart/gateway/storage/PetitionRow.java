package org.rempart.gateway.storage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// A petition as it is stored.
///
/// @param id the database's number for it; 0 before it has one
/// @param background plain text, paragraphs parted by blank lines
/// @param closesAt null: open until further notice
/// @param origins web origins whose pages may post signatures
/// @param peoplePerAddress how many people may sign with one address
public record PetitionRow(
        long id,
        String slug,
        String action,
        String background,
        @Nullable Long goal,
        Instant opensAt,
        @Nullable Instant closesAt,
        List<String> origins,
        String confirmation,
        int peoplePerAddress) {

    public PetitionRow {
        origins = List.copyOf(origins);
    }
}
