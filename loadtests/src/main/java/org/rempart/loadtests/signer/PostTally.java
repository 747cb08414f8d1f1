package org.rempart.loadtests.signer;

import org.rempart.loadtests.verdict.Latency;
import org.rempart.loadtests.verdict.Percentiles;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts the answers to posts, and looks closer at a while of the run: those that were answered
/// after its begin and should have been sent before its end.
public final class PostTally implements PostWatch {
    private final Map<String, LongAdder> all = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> during = new ConcurrentHashMap<>();
    private final Latency waited = new Latency();
    private volatile long fromNanos = Long.MAX_VALUE;
    private volatile long toNanos = Long.MAX_VALUE;

    /// The while begins now.
    public void begin() {
        fromNanos = System.nanoTime();
    }

    /// It ends now.
    public void end() {
        toNanos = System.nanoTime();
    }

    @Override
    public void answered(long dueNanos, long answeredNanos, String answer) {
        count(all, answer);
        if (answeredNanos >= fromNanos && dueNanos < toNanos) {
            count(during, answer);
            waited.record(answeredNanos - dueNanos);
        }
    }

    /// All answers, by status and `code`.
    public Map<String, Long> all() {
        return counts(all);
    }

    /// The while's answers, by status and `code`.
    public Map<String, Long> during() {
        return counts(during);
    }

    /// How long the while's posts waited, each from the moment it should have been sent.
    public Percentiles waitedDuring() {
        return waited.percentiles();
    }

    private static void count(Map<String, LongAdder> counts, String answer) {
        counts.computeIfAbsent(answer, _ -> new LongAdder()).increment();
    }

    private static Map<String, Long> counts(Map<String, LongAdder> adders) {
        Map<String, Long> counts = new TreeMap<>();
        adders.forEach((answer, count) -> counts.put(answer, count.sum()));
        return counts;
    }
}
