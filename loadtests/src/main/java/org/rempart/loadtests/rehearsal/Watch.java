package org.rempart.loadtests.rehearsal;

import static java.util.Comparator.comparingDouble;

import org.rempart.loadtests.target.CountWatcher;
import org.rempart.loadtests.target.RehearsalPetition;
import org.rempart.loadtests.target.StatusSampler;
import org.rempart.loadtests.target.Target;
import org.rempart.loadtests.verdict.Row;
import org.rempart.loadtests.verdict.SignersBySecond;
import org.rempart.loadtests.verdict.Timeline;
import org.rempart.loadtests.verdict.WatchFigures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Looks at every gateway of a rehearsal all through it: at what it says of itself, and at what it
/// publishes. Four requests a second at each. Beside that it keeps when acts begin and what genuine
/// signers meet, on the same axis of time.
final class Watch implements AutoCloseable {
    /// A stream tells at most once a second, and gateways agree within another.
    private static final Duration END_MAX = Duration.ofSeconds(3);

    private static final Duration POLL = Duration.ofMillis(100);

    /// More could not be told apart: forty steps of a search for capacity, and some.
    private static final int MARKS_MAX = 60;

    private final long startNanos = System.nanoTime();
    private final SignersBySecond signers = new SignersBySecond(startNanos);
    private final List<Timeline.Mark> marks = new ArrayList<>();
    private final Map<String, StatusSampler> samplers = new TreeMap<>();
    private final Map<String, CountWatcher> watchers = new TreeMap<>();

    private Watch() {}

    /// Starts looking.
    ///
    /// @param gateways by name
    static Watch start(Map<String, Target> gateways, RehearsalPetition petition) {
        Watch watch = new Watch();
        gateways.forEach((name, target) -> {
            watch.samplers.put(name, StatusSampler.start(target));
            watch.watchers.put(name, CountWatcher.start(target, petition));
        });
        return watch;
    }

    /// An act begins. From any thread; what is more than [#MARKS_MAX] is not kept.
    ///
    /// @param ahead from now
    void begins(String act, Duration ahead) {
        long nanos = System.nanoTime() - startNanos + ahead.toNanos();
        synchronized (marks) {
            if (marks.size() < MARKS_MAX) {
                marks.add(new Timeline.Mark(Math.round(nanos / 1e7) / 100.0, act));
            }
        }
    }

    /// What genuine signers meet.
    SignersBySecond signers() {
        return signers;
    }

    /// Waits until every count that is watched is the one of the rows, as long as that may take.
    void awaitEnd(long counted) throws InterruptedException {
        long deadline = System.nanoTime() + END_MAX.toNanos();
        while (System.nanoTime() < deadline
                && !watchers.values().stream().allMatch(watcher -> watcher.endsAt(counted))) {
            Thread.sleep(POLL);
        }
    }

    Timeline timeline() {
        Map<String, Timeline> seen = new TreeMap<>();
        samplers.forEach((name, sampler) -> seen.put(name, sampler.timeline()));
        synchronized (marks) {
            List<Timeline.Mark> inOrder =
                    marks.stream().sorted(comparingDouble(Timeline.Mark::seconds)).toList();
            return Timeline.of(seen).with(signers.figures(), inOrder);
        }
    }

    Map<String, WatchFigures> figures(List<Row> rows) {
        Map<String, WatchFigures> seen = new TreeMap<>();
        watchers.forEach((name, watcher) -> seen.put(name, watcher.figures(rows)));
        return seen;
    }

    @Override
    public void close() {
        watchers.values().forEach(CountWatcher::close);
        samplers.values().forEach(StatusSampler::close);
    }
}
