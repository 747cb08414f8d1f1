package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.gateway.source.SourceTest.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class NetworksTest {
    private static final String LONG_OWNER =
            "An owner whose name takes more than twenty-eight bytes";

    @TempDir private Path folder;

    private static NetworkDatabase database() {
        return new NetworkDatabase()
                .with("192.0.2.0/24", 64_500, "Example")
                .with("198.51.100.0/25", 4_294_967_295L, LONG_OWNER)
                .with("203.0.113.0/24", 64_501, "Example")
                .with("2001:db8::/32", 64_500, "Example");
    }

    private static Networks networks() throws IOException {
        return Networks.of(database().bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0, 64500, Example",
        "192.0.2.255, 64500, Example",
        "::ffff:192.0.2.1, 64500, Example",
        "198.51.100.127, 4294967295, " + LONG_OWNER,
        "203.0.113.1, 64501, Example",
        "2001:db8:1:2::3, 64500, Example"
    })
    void anAddressIsInTheNetworkThatAnswersForIt(String address, long number, String owner)
            throws IOException {
        assertThat(networks().of(source(address))).isEqualTo(new Network(number, owner));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.3.0", "198.51.100.128", "2001:db9::", "::", "0.0.0.0"})
    void whatTheDatabaseDoesNotKnowIsInNone(String address) throws IOException {
        assertThat(networks().of(source(address))).isNull();
    }

    @Test
    void anEntryWithoutANumberIsNoneAndOneWithoutAnOwnerHasAnEmptyOne() throws IOException {
        ByteArrayOutputStream numbered = new ByteArrayOutputStream();
        numbered.write(NetworkDatabase.map(1));
        numbered.writeBytes(NetworkDatabase.string(NetworkDatabase.NUMBER));
        numbered.writeBytes(NetworkDatabase.uint32(64_502));
        ByteArrayOutputStream owned = new ByteArrayOutputStream();
        owned.write(NetworkDatabase.map(1));
        owned.writeBytes(NetworkDatabase.string(NetworkDatabase.OWNER));
        owned.writeBytes(NetworkDatabase.string("Example"));
        Networks networks =
                Networks.of(
                        new NetworkDatabase()
                                .withData("192.0.2.0/24", numbered.toByteArray())
                                .withData("192.0.3.0/24", owned.toByteArray())
                                .withData("192.0.4.0/24", new byte[] {NetworkDatabase.map(0)})
                                .bytes());
        assertThat(networks.of(source("192.0.2.1"))).isEqualTo(new Network(64_502, ""));
        assertThat(networks.of(source("192.0.3.1"))).isNull();
        assertThat(networks.of(source("192.0.4.1"))).isNull();
    }

    @Test
    void aPointerThatLeadsToItselfIsUnknown() throws IOException {
        byte[] file =
                new NetworkDatabase().withData("192.0.2.0/24", NetworkDatabase.pointer(0)).bytes();
        assertThat(Networks.of(file).of(source("192.0.2.1"))).isNull();
    }

    /// Bytes of the file are changed, parts of it cut off; it is refused, or its lookups answer.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDamagedFileIsRefusedOrAnswers(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        byte[] whole = database().bytes();
        int opened = 0;
        int known = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged =
                    random.nextInt(10) == 0
                            ? Arrays.copyOf(whole, random.nextInt(whole.length))
                            : whole.clone();
            for (int change = random.nextInt(1, 6); change > 0 && damaged.length > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Networks networks;
            try {
                networks = Networks.of(damaged);
            } catch (IOException | RuntimeException _) {
                continue;
            }
            opened++;
            for (String address : new String[] {"192.0.2.1", "203.0.113.1", "2001:db8::1"}) {
                known += networks.of(source(address)) == null ? 0 : 1;
            }
        }
        assertThat(opened).isGreaterThan(1_000);
        assertThat(known).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a database", "192.0.2.0/24,64500,Example\n"})
    void aFileThatIsNoDatabaseIsRefusedWithASentence(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("asn.mmdb"), content);
        assertThatThrownBy(() -> Networks.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is not a database in MaxMind's format that can be read");
    }

    @Test
    void aFileIsReadUpToItsBound() throws IOException {
        Path file = Files.write(folder.resolve("asn.mmdb"), database().bytes());
        assertThat(Networks.read(file).of(source("192.0.2.1"))).isNotNull();
        try (RandomAccessFile larger = new RandomAccessFile(file.toFile(), "rw")) {
            larger.setLength(Networks.FILE_BYTES_MAX + 1);
        }
        assertThatThrownBy(() -> Networks.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("larger than 64 MiB");
    }

    @Test
    void aNetworkHasLargerBudgetsUnlessABlockSaysOtherwise() throws IOException {
        LargerBudgets larger =
                LargerBudgets.parse(
                        List.of("AS64500=10", "AS64501=3", "192.0.2.128/25=2"), networks());
        assertThat(larger.factor(source("192.0.2.1"))).isEqualTo(10);
        assertThat(larger.factor(source("2001:db8::1"))).isEqualTo(10);
        assertThat(larger.factor(source("192.0.2.129"))).isEqualTo(2);
        assertThat(larger.factor(source("203.0.113.1"))).isEqualTo(3);
        assertThat(larger.factor(source("198.51.100.1"))).isEqualTo(1);
        assertThat(larger.factor(source("192.0.3.1"))).isEqualTo(1);
        assertThat(larger.factors()).containsExactlyInAnyOrder(1, 2, 3, 10);
    }

    @Test
    void manyThreadsMayAskAtOnce() throws Exception {
        Networks networks = networks();
        Callable<Integer> asker =
                () -> {
                    int known = 0;
                    for (int i = 0; i < 10_000; i++) {
                        Network found = networks.of(source("203.0.113." + i % 256));
                        known += found != null && found.number() == 64_501 ? 1 : 0;
                    }
                    return known;
                };
        try (var pool = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> known : pool.invokeAll(Collections.nCopies(4, asker))) {
                assertThat(known.get()).isEqualTo(10_000);
            }
        }
    }

    @Test
    void anEmptyDatabaseKnowsNothing() throws IOException {
        assertThat(Networks.of(new NetworkDatabase().bytes()).of(source("::1"))).isNull();
    }
}
