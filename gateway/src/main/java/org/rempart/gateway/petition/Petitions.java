package org.rempart.gateway.petition;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.PetitionRow;
import org.rempart.gateway.storage.PetitionStore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All petitions, as of the last [#refresh()]. Reads are safe from any thread.
public final class Petitions {
    private final PetitionStore store;
    private volatile Map<String, PetitionRow> bySlug = Map.of();
    private volatile List<PetitionRow> all = List.of();

    /// Empty until the first refresh.
    public Petitions(PetitionStore store) {
        this.store = store;
    }

    /// Reads them again from the database.
    public Future<Void> refresh() {
        return store.list()
                .map(petitions -> {
                    Map<String, PetitionRow> read = new LinkedHashMap<>();
                    petitions.forEach(petition -> read.put(petition.slug(), petition));
                    bySlug = Map.copyOf(read);
                    all = List.copyOf(read.values());
                    return null;
                });
    }

    /// The petition with that slug; null when there is none.
    public @Nullable PetitionRow find(String slug) {
        return bySlug.get(slug);
    }

    /// Whether that petition is still there, and not another one with its slug.
    public boolean has(PetitionRow petition) {
        PetitionRow there = find(petition.slug());
        return there != null && there.id() == petition.id();
    }

    /// All of them, oldest first.
    public List<PetitionRow> all() {
        return all;
    }
}
