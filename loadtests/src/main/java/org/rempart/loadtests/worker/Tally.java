package org.rempart.loadtests.worker;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// What the workers did and met. Safe for any number of threads.
final class Tally {
    final LongAdder requests = new LongAdder();
    final LongAdder solved = new LongAdder();
    final LongAdder cpuNanos = new LongAdder();
    final LongAdder prices = new LongAdder();
    final LongAccumulator dearest = new LongAccumulator(Math::max, 0);

    /// As many as a [org.rempart.loadtests.verdict.Ledger] holds.
    final Map<String, Integer> sourcesByReceipt = new ConcurrentHashMap<>();

    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    /// @param what the request
    /// @param answer status and `code`, or what was met instead
    void answered(String what, String answer) {
        answers.computeIfAbsent(what + " " + answer, _ -> new LongAdder()).increment();
    }

    Map<String, Long> answers() {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((answer, count) -> counts.put(answer, count.sum()));
        return counts;
    }
}
