package org.rempart.loadtests.worker;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// What the workers did and met. Safe for any number of threads.
final class Tally {
    /// Requests by name.
    static final String CHALLENGE = "challenge";

    static final String POST = "post";

    final LongAdder requests = new LongAdder();
    final LongAdder solved = new LongAdder();
    final LongAdder cpuNanos = new LongAdder();
    private final LongAdder prices = new LongAdder();
    final LongAccumulator dearest = new LongAccumulator(Math::max, 0);

    /// As many as a [org.rempart.loadtests.verdict.Ledger] holds.
    final Map<String, Integer> sourcesByReceipt = new ConcurrentHashMap<>();

    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();

    /// @param what the request
    /// @param answer status and `code`, or what was met instead
    void answered(String what, String answer) {
        answers.computeIfAbsent(what + " " + answer, _ -> new LongAdder()).increment();
    }

    /// A challenge is solved.
    ///
    /// @param price tries at most, as the gateway asked for
    /// @param nanos CPU time it takes
    void solved(long price, long nanos) {
        solved.increment();
        cpuNanos.add(nanos);
        prices.add(price);
        dearest.accumulate(price);
    }

    /// Mean price of what was solved, as the gateway asked for.
    double meanPrice() {
        long count = solved.sum();
        return count == 0 ? 0 : (double) prices.sum() / count;
    }

    Map<String, Long> answers() {
        Map<String, Long> counts = new TreeMap<>();
        answers.forEach((answer, count) -> counts.put(answer, count.sum()));
        return counts;
    }

    /// Those to one kind of request, without its name.
    Map<String, Long> answersTo(String what) {
        Map<String, Long> counts = new TreeMap<>();
        answers()
                .forEach((answer, count) -> {
                    if (answer.startsWith(what + " ")) {
                        counts.put(answer.substring(what.length() + 1), count);
                    }
                });
        return counts;
    }
}
