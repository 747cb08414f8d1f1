package org.rempart.gateway.petition;

import io.vertx.core.Vertx;

import org.rempart.gateway.storage.Change;
import org.rempart.gateway.storage.ChangeFeed;

import java.util.HashSet;
import java.util.Set;

/// Tells the other gateways which counts this one has moved: together, and not more often than they
/// need it to agree within a second.
///
/// Safe from any thread.
public final class CountNews {
    private static final long INTERVAL_MS = 200;

    private final Vertx vertx;
    private final ChangeFeed feed;
    private Set<Long> untold = new HashSet<>();

    /// Tells through that feed.
    public CountNews(Vertx vertx, ChangeFeed feed) {
        this.vertx = vertx;
        this.feed = feed;
    }

    /// These counts were moved by this gateway.
    public void moved(Set<Long> ids) {
        boolean first;
        synchronized (this) {
            first = untold.isEmpty();
            untold.addAll(ids);
        }
        if (first) {
            vertx.setTimer(INTERVAL_MS, _ -> tell());
        }
    }

    private void tell() {
        Set<Long> ids;
        synchronized (this) {
            ids = untold;
            untold = new HashSet<>();
        }
        // what is not heard is made up for: a listener without word reads everything by itself
        feed.tell(new Change.Counts(ids));
    }
}
