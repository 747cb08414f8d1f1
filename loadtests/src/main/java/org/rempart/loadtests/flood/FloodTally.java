package org.rempart.loadtests.flood;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.signer.Problem;
import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.FloodFigures;
import org.rempart.loadtests.verdict.Latency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the attackers sent and what came back. Safe for any number of threads.
final class FloodTally {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FloodSchedule schedule;
    private final long startNanos = System.nanoTime();
    private final AtomicLong users = new AtomicLong();
    private final AtomicLong leastOffset = new AtomicLong(Long.MAX_VALUE);
    private final Latency lateness = new Latency();
    private final LongAdder otherReceipts = new LongAdder();
    private final Map<Attack, LongAdder> sent = new EnumMap<>(Attack.class);
    private final Map<Attack, ConcurrentHashMap<String, LongAdder>> answers =
            new EnumMap<>(Attack.class);

    FloodTally(FloodSchedule schedule) {
        this.schedule = schedule;
        for (Attack attack : Attack.values()) {
            sent.put(attack, new LongAdder());
            answers.put(attack, new ConcurrentHashMap<>());
        }
    }

    /// A user starts now. When Gatling began to count is not known: so lateness is counted from the
    /// most punctual user, and for those after the ramp, which is there for the generator to warm
    /// up.
    void started() {
        long due = schedule.dueNanos(users.getAndIncrement());
        long offset = System.nanoTime() - startNanos - due;
        leastOffset.accumulateAndGet(offset, Math::min);
        if (due >= schedule.rampNanos()) {
            lateness.record(offset);
        }
    }

    /// An attack goes out.
    void sent(Attack attack) {
        of(sent, attack).increment();
    }

    /// An answer came back.
    void answered(Attack attack, int status, String body) {
        of(answers, attack)
                .computeIfAbsent(Problem.label(status, body), _ -> new LongAdder())
                .increment();
    }

    /// A retry was accepted with another receipt than its first answer.
    void otherReceipt() {
        otherReceipts.increment();
    }

    FloodFigures figures(int sources) {
        List<AttackFigures> attacks = new ArrayList<>();
        for (Attack attack : Attack.values()) {
            Map<String, Long> counts = new HashMap<>();
            of(answers, attack).forEach((label, count) -> counts.put(label, count.sum()));
            attacks.add(
                    new AttackFigures(
                            attack.label(),
                            attack.mustNotBeAccepted(),
                            attack.needed(),
                            of(sent, attack).sum(),
                            counts));
        }
        double cpuSeconds =
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(cpu -> cpu.toMillis() / 1000.0)
                        .orElse(0.0);
        return new FloodFigures(
                schedule.users(),
                users.get(),
                sources,
                lateness.percentilesAbove(leastOffset.get()),
                attacks,
                otherReceipts.sum(),
                cpuSeconds);
    }

    static void write(FloodFigures figures, Path file) throws IOException {
        JSON.writeValue(file.toFile(), figures);
    }

    static FloodFigures read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), FloodFigures.class);
    }

    private static <T> T of(Map<Attack, T> map, Attack attack) {
        T value = map.get(attack);
        if (value == null) {
            throw new IllegalStateException("every attack is counted");
        }
        return value;
    }
}
