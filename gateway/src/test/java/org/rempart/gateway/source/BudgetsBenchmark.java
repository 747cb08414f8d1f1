package org.rempart.gateway.source;

import static org.rempart.gateway.source.SourceTest.source;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What it costs to ask whether a source has budget left, beside the least it can cost (a hash and a
/// decision for the source and its network, without a table or locks):
///
///     mvn -q -pl gateway test-compile exec:exec@benchmark -Dbenchmark="Budgets -prof gc"
///
/// Each is to stay below a microsecond and allocate nothing, but `networkOfAnAddress`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BudgetsBenchmark {
    private static final int MANY = 1 << 20;

    /// Sources that come one after the other, 100,000 a second.
    private static final long STEP_NANOS = 10_000;

    private static final Source IPV4 = source("192.0.2.60");
    private static final Source IPV6 = source("2001:db8::1");

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private final Gcra gcra = new Gcra(1_000, 400);
    private final SipHash hash = SipHash.keyedBy(random);
    private final Source[] sources = new Source[MANY];
    private final Budgets few = budgets();
    private final Budgets spent = budgets();
    private final Budgets many = budgets();
    private final Budgets full = budgets();
    private final Networks networks = networks();
    private long nowNanos;
    private long stored;
    private int next;

    private Budgets budgets() {
        Map<Budget, Allowance> allowances = new EnumMap<>(Budget.class);
        for (Budget budget : Budget.values()) {
            allowances.put(budget, new Allowance(1, 600));
        }
        allowances.put(Budget.REQUESTS, new Allowance(10_000, 1_000_000));
        return new Budgets(
                allowances, LargerBudgets.parse(List.of(), null), () -> nowNanos, random);
    }

    private static Networks networks() {
        try {
            NetworkDatabase database = new NetworkDatabase();
            for (int i = 0; i < 256; i++) {
                database.with("192.0.%d.0/24".formatted(i), 64_500 + i, "Example");
            }
            return Networks.of(database.bytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void fill() {
        for (int i = 0; i < MANY; i++) {
            sources[i] =
                    new Source(0, 0xffff_0000_0000L | Integer.toUnsignedLong(random.nextInt()));
            many.spend(sources[i], Budget.CHALLENGES);
        }
        for (int i = 0; i < 3 * MANY; i++) {
            full.spend(new Source(random.nextLong(), 0), Budget.CHALLENGES);
        }
        for (int i = 0; i < 600; i++) {
            spent.spend(IPV4, Budget.CHALLENGES);
            spent.spend(IPV6, Budget.CHALLENGES);
        }
    }

    @Benchmark
    public long floor() {
        long key = hash.hash(IPV4.high(), IPV4.low(), 32) ^ hash.hash(IPV4.high(), IPV4.low(), 24);
        nowNanos += STEP_NANOS;
        stored = gcra.charged(nowNanos, stored);
        return key ^ gcra.wait(nowNanos, stored, 1) ^ gcra.wait(nowNanos, stored - 1, 1);
    }

    @Benchmark
    public long spendOfAKnownSource() {
        nowNanos += 10 * STEP_NANOS;
        return few.spend(IPV4, Budget.REQUESTS);
    }

    @Benchmark
    public long spendOfAKnownIpv6Source() {
        nowNanos += 10 * STEP_NANOS;
        return few.spend(IPV6, Budget.REQUESTS);
    }

    @Benchmark
    public long spendOfOneOfAMillion() {
        nowNanos += STEP_NANOS;
        next = (next + 1) % MANY;
        return many.spend(sources[next], Budget.CHALLENGES);
    }

    /// In a full table, which has to forget two for it.
    @Benchmark
    public long spendOfANewcomer() {
        return full.spend(new Source(random.nextLong(), 0), Budget.CHALLENGES);
    }

    @Benchmark
    public long refused() {
        return spent.spend(IPV4, Budget.CHALLENGES);
    }

    @Benchmark
    public long refusedIpv6() {
        return spent.spend(IPV6, Budget.CHALLENGES);
    }

    @Benchmark
    public double used() {
        return spent.used(IPV4, Budget.CHALLENGES);
    }

    @Benchmark
    public @Nullable Network networkOfAnAddress() {
        return networks.of(IPV4);
    }
}
