package org.rempart.loadtests.target;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.verdict.Timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Asks a gateway for its status all through a run, from a virtual thread of its own, and keeps
/// what it says as a [Timeline]. A gateway that does not answer leaves a gap, and never stops the
/// run.
public final class StatusSampler implements AutoCloseable {
    /// One a second for an hour; a longer run is seen at longer intervals.
    static final int SAMPLES_MAX = 3_600;

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /// A thread that waits for an answer waits a second at most.
    private static final Duration END_MAX = Duration.ofSeconds(3);

    private final OperatorView operator;
    private final long intervalNanos;
    private final Thinned<Sample> samples;
    private final long startNanos = System.nanoTime();
    private final Thread thread;

    /// @param seconds since the start
    /// @param values of [StatusFigure#ALL], in their order
    private record Sample(double seconds, List<@Nullable Double> values) {}

    private StatusSampler(Target target, Duration interval, int samplesMax) {
        this.operator = new OperatorView(target);
        this.intervalNanos = interval.toNanos();
        this.samples = new Thinned<>(samplesMax);
        this.thread = Thread.ofVirtual().name("status-sampler").unstarted(this::run);
    }

    /// Starts asking. The timeline begins now.
    public static StatusSampler start(Target target) {
        return start(target, INTERVAL, SAMPLES_MAX);
    }

    static StatusSampler start(Target target, Duration interval, int samplesMax) {
        StatusSampler sampler = new StatusSampler(target, interval, samplesMax);
        sampler.thread.start();
        return sampler;
    }

    /// What was seen so far, from any thread. A figure that the gateway never named is left out.
    public Timeline timeline() {
        List<Sample> seen;
        synchronized (samples) {
            seen = samples.samples();
        }
        List<Timeline.Series> series = new ArrayList<>();
        for (int i = 0; i < StatusFigure.ALL.size(); i++) {
            StatusFigure figure = StatusFigure.ALL.get(i);
            List<@Nullable Double> values = new ArrayList<>();
            for (Sample sample : seen) {
                values.add(sample.values().get(i));
            }
            if (values.stream().anyMatch(Objects::nonNull)) {
                series.add(
                        new Timeline.Series(figure.name(), figure.unit(), figure.steps(), values));
            }
        }
        return new Timeline(seen.stream().map(Sample::seconds).toList(), series);
    }

    /// Asks no more. What was seen stays.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        operator.close();
    }

    private void run() {
        try {
            while (true) {
                double seconds = Math.round((System.nanoTime() - startNanos) / 1e7) / 100.0;
                keep(new Sample(seconds, values(operator.status())));
                awaitNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(Sample sample) {
        synchronized (samples) {
            samples.add(sample);
        }
    }

    /// Moments that passed while an answer was waited for are not made up for.
    private void awaitNext() throws InterruptedException {
        long stride;
        synchronized (samples) {
            stride = samples.stride();
        }
        long everyNanos = intervalNanos * stride;
        long elapsed = System.nanoTime() - startNanos;
        Thread.sleep(Duration.ofNanos(everyNanos - elapsed % everyNanos));
    }

    private static List<@Nullable Double> values(Optional<JsonNode> status) {
        List<@Nullable Double> values = new ArrayList<>();
        for (StatusFigure figure : StatusFigure.ALL) {
            values.add(status.isPresent() ? figure.in(status.get()) : null);
        }
        return values;
    }
}
