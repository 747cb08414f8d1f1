package org.rempart.loadtests.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Every count that one gateway published during a run in which nothing is removed, held against
/// the others at once and against the rows in the end. Safe for any number of threads.
public final class CountLog {
    /// Three a second for more than five hours, about 100 bytes each. What comes after is held
    /// against the last of them only.
    static final int MOMENTS_MAX = 60_000;

    /// The database's clock is read a little before the rows are: on a busy machine, by the slices
    /// of other threads.
    static final Duration AHEAD_MAX = Duration.ofMillis(100);

    private final int momentsMax;
    private final NavigableMap<Instant, Long> moments = new TreeMap<>();
    private long reads;
    private long events;
    private long falls;
    private long contradictions;
    private long unbalanced;
    private long lastRead = -1;
    private long lastDocument = -1;
    private long mostOfDocuments = -1;
    private long lastEvent = -1;

    public CountLog() {
        this(MOMENTS_MAX);
    }

    CountLog(int momentsMax) {
        this.momentsMax = momentsMax;
    }

    /// A count was read.
    ///
    /// @param asOf when the gateway says that was the count
    public synchronized void read(Instant asOf, long count) {
        reads++;
        compare(asOf, count, lastRead);
        lastRead = count;
    }

    /// The stream told a count.
    ///
    /// @param asOf when the gateway says that was the count
    public synchronized void event(Instant asOf, long count) {
        events++;
        compare(asOf, count, lastEvent);
        lastEvent = count;
    }

    /// A count was read with its breakdown.
    public synchronized void document(long count, long ofCountries) {
        reads++;
        if (count != ofCountries) {
            unbalanced++;
        }
        if (count < lastDocument) {
            falls++;
        }
        lastDocument = count;
        mostOfDocuments = Math.max(mostOfDocuments, count);
    }

    /// Whether the last of each kind is that count.
    public synchronized boolean endsAt(long count) {
        return lastRead == count && lastEvent == count;
    }

    /// What was seen, and how it compares with the rows there are in the end.
    public synchronized WatchFigures figures(Collection<Row> rows) {
        return new WatchFigures(
                reads, events, falls, contradictions, unbalanced, ahead(rows), lastRead, lastEvent);
    }

    private void compare(Instant asOf, long count, long before) {
        Long same = moments.get(asOf);
        if (same != null && same != count) {
            contradictions++;
        }
        Map.Entry<Instant, Long> earlier = moments.lowerEntry(asOf);
        Map.Entry<Instant, Long> later = moments.higherEntry(asOf);
        if (count < before
                || (earlier != null && earlier.getValue() > count)
                || (later != null && later.getValue() < count)) {
            falls++;
        }
        if (moments.size() < momentsMax) {
            moments.putIfAbsent(asOf, count);
        }
    }

    private long ahead(Collection<Row> rows) {
        Instant[] recorded =
                rows.stream()
                        .filter(Row::isCounted)
                        .map(Row::recordedAt)
                        .sorted()
                        .toArray(Instant[]::new);
        long ahead =
                moments.entrySet().stream()
                        .filter(moment ->
                                moment.getValue()
                                        > until(moment.getKey().plus(AHEAD_MAX), recorded))
                        .count();
        return mostOfDocuments > recorded.length ? ahead + 1 : ahead;
    }

    /// How many of them were recorded until then.
    private static long until(Instant then, Instant[] recorded) {
        // those of the same moment are in no order: the next nanosecond is after all of them
        int place = Arrays.binarySearch(recorded, then.plusNanos(1));
        return place < 0 ? -place - 1 : place;
    }
}
