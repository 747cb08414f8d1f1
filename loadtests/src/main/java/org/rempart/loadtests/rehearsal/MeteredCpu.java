package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.MetricsPage;
import org.rempart.loadtests.target.OperatorView;
import org.rempart.loadtests.target.Target;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// CPU time of gateways that nobody here has started, as their metrics say it. Calls block for a
/// second a gateway at most.
final class MeteredCpu implements Supplier<Optional<Duration>>, AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

    /// Micrometer's `process.cpu.time`, in nanoseconds.
    private static final String SERIES = "process_cpu_time_ns_total";

    private final List<OperatorView> views;

    MeteredCpu(List<Target> gateways) {
        views = gateways.stream().map(OperatorView::new).toList();
    }

    /// Of all of them so far; empty when one does not say.
    @Override
    public Optional<Duration> get() {
        long nanos = 0;
        try {
            for (OperatorView view : views) {
                Optional<Double> seen =
                        view.metrics(ANSWER_MAX)
                                .map(MetricsPage::samples)
                                .map(samples -> samples.get(SERIES));
                if (seen.isEmpty()) {
                    return Optional.empty();
                }
                nanos += seen.get().longValue();
            }
            return Optional.of(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        views.forEach(OperatorView::close);
    }
}
