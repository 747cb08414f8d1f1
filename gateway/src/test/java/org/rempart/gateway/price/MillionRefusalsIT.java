package org.rempart.gateway.price;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;
import org.rempart.gateway.testing.TestFolder;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A million refused requests leave memory and disk as they were.
class MillionRefusalsIT {
    private static final int REFUSALS = 1_000_000;
    private static final int WARM_UP = 100_000;
    private static final int CONNECTIONS = 64;

    /// Less than nine bytes for each refusal: nothing that is kept for one is as small.
    private static final long HEAP_GROWTH_BYTES_MAX = 8L << 20;

    /// What the server writes by itself meanwhile; one page of its log for each refusal would be
    /// eight thousand times as much.
    private static final long DISK_GROWTH_BYTES_MAX = 1L << 20;

    private static long heapBytes() {
        for (int i = 0; i < 3; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void aMillionRefusalsLeaveHeapAndDiskAsTheyWere() {
        TestDatabase database = TestDatabase.create();
        byte[] request =
                ("POST /petitions/demo/signatures HTTP/1.1\r\nHost: test\r\n"
                                + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                        .getBytes(StandardCharsets.US_ASCII);
        try (TestFolder data = TestFolder.create();
                RunningGateway gateway =
                        RunningGateway.on(
                                database,
                                Map.of(
                                        "REMPART_DATA_DIR", data.path().toString(),
                                        "REMPART_HTTP_TARPIT_MAX", "0",
                                        "REMPART_SOURCE_LARGER_BUDGETS", "",
                                        "REMPART_BUDGET_REQUESTS", "1/10m burst 1"));
                KeptConnections connections =
                        new KeptConnections(gateway.publicPort(), CONNECTIONS, request)) {
            connections.send(WARM_UP);
            long heapBefore = heapBytes();
            long diskBefore = diskBytes(database);
            long folderBefore = data.bytes();
            connections.send(REFUSALS);
            long heap = heapBytes() - heapBefore;
            long disk = diskBytes(database) - diskBefore;
            long folder = data.bytes() - folderBefore;
            System.out.printf(
                    "%,d requests, answers %s: heap after collection %+,d bytes, database %+,d bytes, folder %+,d bytes%n",
                    REFUSALS, connections.answers(), heap, disk, folder);
            assertThat(heap).isLessThan(HEAP_GROWTH_BYTES_MAX);
            assertThat(disk).isLessThan(DISK_GROWTH_BYTES_MAX);
            assertThat(folder).isZero();
            assertThat(connections.answers()).containsOnlyKeys(403, 429);
        }
    }

    /// All that was ever written to the server's log, and so to its files.
    private static long diskBytes(TestDatabase database) {
        return database.number(
                "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
    }
}
