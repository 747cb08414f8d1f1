package org.rempart.gateway.http.page;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.petition.PetitionState;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// What a page shows of a petition.
///
/// @param action the demand, one sentence: the title
/// @param background why, as plain text; blank lines part the paragraphs
/// @param goal signatures hoped for, at least 1
/// @param openedAt when it opened, or will
/// @param closedAt when it closed, or will
public record PetitionView(
        String slug,
        String action,
        String background,
        PetitionState state,
        long signatureCount,
        @Nullable Long goal,
        @Nullable Instant openedAt,
        @Nullable Instant closedAt) {
    private static final Pattern BLANK_LINES = Pattern.compile("\\R(?:\\h*\\R)+");

    public String path() {
        return "/petitions/" + slug;
    }

    public List<String> paragraphs() {
        return BLANK_LINES
                .splitAsStream(background.strip())
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }
}
