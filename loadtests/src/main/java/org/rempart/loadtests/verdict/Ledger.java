package org.rempart.loadtests.verdict;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// Everything the gateway acknowledged, and every post whose answer never arrived. Safe for any
/// number of threads.
public final class Ledger {
    /// About 200 bytes each: 400 MB is more than a generator should hold.
    public static final int ENTRIES_MAX = 2_000_000;

    private final int entriesMax;
    private final AtomicInteger entries = new AtomicInteger();
    private final ConcurrentLinkedQueue<Acknowledgement> acknowledgements =
            new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<String, LongAdder> unanswered = new ConcurrentHashMap<>();

    public Ledger() {
        this(ENTRIES_MAX);
    }

    Ledger(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    /// Writes an acknowledgement down.
    ///
    /// @throws IllegalStateException when the ledger is full: a verdict without it would be a guess
    public void acknowledged(Acknowledgement acknowledgement) {
        if (entries.incrementAndGet() > entriesMax) {
            throw new IllegalStateException("ledger full at " + entriesMax + " entries");
        }
        acknowledgements.add(acknowledgement);
    }

    /// Writes down a signature that was posted and never answered, not even to its retries: the
    /// gateway may or may not have taken it, and is allowed at most one row for it.
    public void unanswered(String country) {
        unanswered.computeIfAbsent(country, _ -> new LongAdder()).increment();
    }

    /// What both hold.
    public static Ledger of(Ledger one, Ledger other) {
        Ledger both = new Ledger();
        for (Ledger ledger : List.of(one, other)) {
            ledger.acknowledgements.forEach(both::acknowledged);
            ledger.unanswered.forEach((country, count) ->
                    both.unanswered
                            .computeIfAbsent(country, _ -> new LongAdder())
                            .add(count.sum()));
        }
        return both;
    }

    /// In which states the rows are that were promised here.
    public Map<String, Long> statesOf(Collection<Row> rows) {
        Set<String> receipts = new HashSet<>();
        acknowledgements.forEach(acknowledgement -> receipts.add(acknowledgement.receipt()));
        Map<String, Long> states = new TreeMap<>();
        rows.stream()
                .filter(row -> receipts.contains(row.receipt()))
                .forEach(row -> states.merge(row.state(), 1L, Long::sum));
        return states;
    }

    /// The acknowledgements so far, in no particular order.
    public List<Acknowledgement> acknowledgements() {
        return List.copyOf(acknowledgements);
    }

    /// Signatures whose answer never arrived, by country.
    public Map<String, Long> unanswered() {
        Map<String, Long> counts = new TreeMap<>();
        unanswered.forEach((country, count) -> counts.put(country, count.sum()));
        return counts;
    }
}
