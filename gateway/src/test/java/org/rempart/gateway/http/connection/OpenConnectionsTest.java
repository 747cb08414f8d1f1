package org.rempart.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.source.Source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class OpenConnectionsTest {
    private static OpenConnections table(int max) {
        return new OpenConnections(max, _ -> 1);
    }

    private static Source source(String text) {
        return Objects.requireNonNull(Source.parse(text));
    }

    /// As many as are taken before the first is refused.
    private static int taken(OpenConnections open, Source source) {
        int taken = 0;
        while (open.take(source) == null) {
            taken++;
        }
        return taken;
    }

    @Test
    void oneSourceAloneHoldsManyButNotAll() {
        OpenConnections open = table(20_000);
        assertThat(taken(open, source("192.0.2.1"))).isBetween(441, 442);
        assertThat(open.take(source("192.0.2.1"))).isEqualTo(Refused.SOURCE);
    }

    @Test
    void onePrefixAloneHoldsATenth() {
        OpenConnections open = table(20_000);
        int taken = 0;
        @Nullable Refused last = null;
        for (int i = 1; i <= 218; i++) {
            Source source = source("192.0.2." + i);
            while ((last = open.take(source)) == null) {
                taken++;
            }
        }
        assertThat(taken).isBetween(2_020, 2_070);
        assertThat(last).isEqualTo(Refused.PREFIX);
        assertThat(open.take(source("192.0.3.1"))).isNull();
    }

    @Test
    void sourcesThatTakeAllTheyGetLeaveRoomForANewcomer() {
        OpenConnections open = table(20_000);
        int taken = 0;
        for (int i = 0; i < 218; i++) {
            taken += taken(open, source("10." + i + ".0.1"));
        }
        assertThat(20_000 - taken).isBetween(6_900, 7_000);
        assertThat(taken(open, source("203.0.113.7"))).isGreaterThanOrEqualTo(7);
    }

    @Test
    void oneConnectionIsNeverTooManyWhileAnyIsFree() {
        OpenConnections open = table(3);
        assertThat(open.take(source("10.0.0.1"))).isNull();
        assertThat(open.take(source("10.0.0.1"))).isEqualTo(Refused.SOURCE);
        assertThat(open.take(source("10.1.0.1"))).isNull();
        assertThat(open.take(source("10.2.0.1"))).isNull();
        assertThat(open.take(source("10.3.0.1"))).isEqualTo(Refused.ALL);
    }

    @Test
    void whoHoldsMoreThanTheShareGetsNoneUntilOthersHaveLeft() {
        OpenConnections open = table(1_600);
        int first = taken(open, source("10.0.0.1"));
        List<Source> others = new ArrayList<>();
        for (int i = 1; i < 100; i++) {
            Source other = source("10." + i + ".0.1");
            while (open.take(other) == null) {
                others.add(other);
            }
        }
        for (int i = 0; i < first / 2; i++) {
            open.give(source("10.0.0.1"));
        }
        assertThat(open.take(source("10.0.0.1"))).isEqualTo(Refused.SOURCE);
        others.forEach(open::give);
        assertThat(open.take(source("10.0.0.1"))).isNull();
    }

    @Test
    void aCustomerWithManyIpv6NetworksIsOne() {
        OpenConnections open = table(20_000);
        int taken = 0;
        @Nullable Refused last = null;
        for (int i = 0; i < 256; i++) {
            Source source = source("2001:db8:0:%x::1".formatted(0x100 + i));
            while ((last = open.take(source)) == null) {
                taken++;
            }
        }
        assertThat(last).isEqualTo(Refused.PREFIX);
        assertThat(taken).isBetween(1_110, 1_120);
    }

    @Test
    void anIpv6NetworkHoldsNoMoreThanAnIpv4One() {
        OpenConnections open = table(20_000);
        int taken = 0;
        for (int i = 0; i < 65_536; i += 64) {
            Source source = source("2001:db8:0:%x::1".formatted(i));
            while (open.take(source) == null) {
                taken++;
            }
        }
        assertThat(taken).isBetween(2_020, 2_070);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneSource() {
        OpenConnections open = table(20_000);
        int taken = taken(open, source("2001:db8::1"));
        assertThat(taken).isBetween(441, 442);
        assertThat(open.take(source("2001:db8::2"))).isEqualTo(Refused.SOURCE);
    }

    @Test
    void aProxyCountsInAllOnly() {
        OpenConnections open = table(100);
        for (int i = 0; i < 100; i++) {
            assertThat(open.take(null)).isNull();
        }
        assertThat(open.take(null)).isEqualTo(Refused.ALL);
        assertThat(open.remembered()).isZero();
    }

    @Test
    void whatIsKnownLaterIsCountedAsIfItHadBeenKnown() {
        OpenConnections open = table(40);
        Source source = source("192.0.2.1");
        assertThat(open.take(null)).isNull();
        assertThat(open.assign(source)).isNull();
        assertThat(open.take(null)).isNull();
        assertThat(open.assign(source)).isEqualTo(Refused.SOURCE);
        assertThat(open.open()).isEqualTo(2);
        open.give(null);
        open.give(source);
        assertThat(open.open()).isZero();
        assertThat(open.remembered()).isZero();
    }

    @Test
    void onlyWhoHasAConnectionIsRemembered() {
        OpenConnections open = table(10_000);
        for (int i = 0; i < 100_000; i++) {
            Source source = source("10.%d.%d.1".formatted(i >> 8 & 255, i & 255));
            assertThat(open.take(source)).isNull();
            open.give(source);
        }
        Source six = source("2001:db8::1");
        assertThat(open.take(six)).isNull();
        assertThat(open.remembered()).isEqualTo(3);
        open.give(six);
        assertThat(open.remembered()).isZero();
    }

    @Test
    void threadsTogetherGetNoMoreThanThereAre() throws InterruptedException, ExecutionException {
        OpenConnections open = table(1_000);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                counts.add(
                        threads.submit(() -> {
                            int got = 0;
                            for (int j = 0; j < 1_000; j++) {
                                got += open.take(null) == null ? 1 : 0;
                            }
                            return got;
                        }));
            }
            int all = 0;
            for (Future<Integer> count : counts) {
                all += count.get();
            }
            assertThat(all).isEqualTo(1_000);
        }
        assertThat(open.open()).isEqualTo(1_000);
    }

    /// Sources in networks of their own.
    private static List<Source> strangers(int count) {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sources.add(source("10.%d.%d.1".formatted(i >> 8, i & 255)));
        }
        return sources;
    }

    /// Each takes one, in turn, until none gets any more.
    private static void takeAllAtOnce(OpenConnections open, List<Source> sources) {
        List<Source> greedy = new ArrayList<>(sources);
        while (!greedy.isEmpty()) {
            greedy.removeIf(source -> open.take(source) != null);
        }
    }

    private static void takeOneAfterAnother(OpenConnections open, List<Source> sources) {
        sources.forEach(source -> taken(open, source));
    }

    private static final int MAX = 20_000;
    private static final int RESERVE = MAX / 4;

    @ParameterizedTest
    @ValueSource(ints = {218, 1_000, 4_000, RESERVE - 1})
    void asLongAsFewerThanTheReserveHaveConnectionsANewcomerGetsOne(int count) {
        for (int seed = 0; seed < 3; seed++) {
            List<Source> sources = strangers(count);
            Collections.shuffle(sources, new Random(seed));
            OpenConnections oneAfterAnother = table(MAX);
            takeOneAfterAnother(oneAfterAnother, sources);
            assertRoomForANewcomer(oneAfterAnother, count);
            OpenConnections atOnce = table(MAX);
            takeAllAtOnce(atOnce, sources);
            assertRoomForANewcomer(atOnce, count);
        }
    }

    private static void assertRoomForANewcomer(OpenConnections open, int sources) {
        assertThat(MAX - open.open()).isGreaterThanOrEqualTo(RESERVE - sources);
        assertThat(open.take(source("203.0.113.7"))).isNull();
    }

    /// Whatever they do: open and close at random, some of them all at once.
    @Test
    void theReserveIsKeptWhileSourcesComeAndGo() {
        Random random = new Random(7);
        List<Source> sources = strangers(400);
        OpenConnections open = table(2_000);
        List<Source> taken = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            Source source = sources.get(random.nextInt(sources.size()));
            if (random.nextInt(10) < 6) {
                if (open.take(source) == null) {
                    taken.add(source);
                }
            } else if (!taken.isEmpty()) {
                int last = taken.size() - 1;
                Collections.swap(taken, random.nextInt(taken.size()), last);
                open.give(taken.remove(last));
            }
            int holders = open.remembered() / 2;
            assertThat(2_000 - open.open()).isGreaterThanOrEqualTo(2_000 / 4 - holders);
        }
        taken.forEach(open::give);
        assertThat(open.open()).isZero();
        assertThat(open.remembered()).isZero();
    }

    @Test
    void newcomersShareTheReserveWithTheirNeighbours() {
        OpenConnections open = table(MAX);
        takeAllAtOnce(open, strangers(1_000));
        int served = 0;
        for (int i = 0; i < 256; i++) {
            served += open.take(source("203.0.113." + i)) == null ? 1 : 0;
        }
        assertThat(served).isGreaterThan(100);
    }

    @Test
    void aSourceWithLargerBudgetsHoldsMore() {
        Source school = source("192.0.2.1");
        OpenConnections open = new OpenConnections(MAX, source -> source.equals(school) ? 10 : 1);
        int many = taken(open, school);
        assertThat(many).isBetween(3_000, 4_000);
        assertThat(taken(open, source("192.0.2.2"))).isGreaterThan(100);
        for (int i = 0; i < many; i++) {
            open.give(school);
        }
        assertThat(taken(open, school)).isBetween(2_500, many);
    }
}
