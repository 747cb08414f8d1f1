package org.rempart.gateway.http;

import org.rempart.gateway.petition.Count;
import org.rempart.gateway.storage.PetitionRow;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/// The counts of all petitions as they are sent: as many as there are petitions.
///
/// One for each event loop.
final class CountDocuments {
    private final LongFunction<Count> counts;
    private final Map<String, CountDocument> bySlug = new HashMap<>();

    /// @param counts the count as last read, by the petition's number
    CountDocuments(LongFunction<Count> counts) {
        this.counts = counts;
    }

    /// The count of a petition as last read.
    CountDocument current(PetitionRow petition) {
        Count count = counts.apply(petition.id());
        CountDocument document = bySlug.get(petition.slug());
        if (document == null || !document.count().equals(count)) {
            document = CountDocument.of(count);
            bySlug.put(petition.slug(), document);
        }
        return document;
    }
}
