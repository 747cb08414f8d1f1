package org.rempart.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.GatewayProcess;
import org.rempart.gateway.testing.Signers;
import org.rempart.gateway.testing.SmallDisk;
import org.rempart.gateway.testing.TcpProxy;
import org.rempart.gateway.testing.TestDatabase;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A real gateway whose journal's disk fills up while the database is away, by its own promises and
/// by somebody else's file. Nothing is promised that is not there, nothing is lost, and nobody has
/// to start it again.
class JournalDiskIT {
    /// Half of it is the journal's reserve; SQLite itself needs more than one.
    private static final int DISK_MEBIBYTES = 8;

    private static final int AT_ONCE = 16;

    @TempDir private Path folder;

    private final TestDatabase database = TestDatabase.create();

    private GatewayProcess start(TcpProxy proxy, SmallDisk disk) {
        return GatewayProcess.start(
                folder,
                Map.of(
                        "REMPART_DATABASE_URL",
                        database.through(proxy).url(),
                        "REMPART_DATA_DIR",
                        disk.folder().toString(),
                        "REMPART_CHALLENGE_BASE",
                        "1",
                        "REMPART_SOURCE_LARGER_BUDGETS",
                        "127.0.0.1=500"));
    }

    private static int ready(Client client) {
        return client.operatorAsStranger("/health/ready").status();
    }

    private static String journal(Client client) {
        return client.operator("GET", "/operator/status", "")
                .json()
                .getJsonObject("journal")
                .getString("state");
    }

    /// What was acknowledged is there once, and nothing else is.
    private void assertAllThere(Signers signers) {
        Eventually.holds(() ->
                database.number("SELECT count(*) FROM signature") >= signers.acknowledged().size());
        assertThat(database.number("SELECT count(*) FROM signature"))
                .isEqualTo(signers.acknowledged().size());
        assertThat(database.number("SELECT sum(counted) FROM tally"))
                .isEqualTo(signers.acknowledged().size());
    }

    @Test
    void aFullDiskRefusesLosesNothingAndIsGotOverWithoutAnotherStart() throws Exception {
        Path mountPoint = Files.createDirectory(folder.resolve("disk"));
        try (SmallDisk disk = SmallDisk.mount(mountPoint, DISK_MEBIBYTES);
                TcpProxy proxy = new TcpProxy(database.port());
                GatewayProcess gateway = start(proxy, disk)) {
            Client client = gateway.client();
            Signers signers = new Signers(client);
            proxy.refuse();

            signers.come(AT_ONCE, answer -> answer.status() == 503);
            signers.await();
            int promised = signers.acknowledged().size();
            System.out.println(promised + " promised by a disk of 8 MiB");
            assertThat(promised).isGreaterThan(100);
            assertThat(signers.refusals())
                    .extracting(Answer::code)
                    .containsOnly("storage_unavailable");
            signUntilNotReady(client, signers);
            promised = signers.acknowledged().size();

            proxy.forward();
            assertAllThere(signers);
            signers.post(signers.prepared(3), 1);
            signers.await();
            assertThat(signers.acknowledged()).hasSize(promised + 3);

            Eventually.holds(() -> "ready".equals(journal(client)));
            disk.fill();
            proxy.refuse();
            signUntilNotReady(client, signers);
            disk.free();
            Eventually.holds(() -> ready(client) == 200);
            int before = signers.acknowledged().size();
            signers.post(signers.prepared(5), 1);
            signers.await();
            assertThat(signers.acknowledged()).hasSize(before + 5);

            proxy.forward();
            assertAllThere(signers);
            assertThat(signers.unanswered()).isZero();
            assertThat(signers.refusals()).extracting(Answer::status).containsOnly(503);
            assertThat(gateway.faults()).isEmpty();
        }
    }

    /// A disk that is all but full may still take a few.
    private static void signUntilNotReady(Client client, Signers signers) {
        Eventually.holds(() -> {
            signers.post(signers.prepared(1), 1);
            awaitQuietly(signers);
            return ready(client) == 503;
        });
    }

    private static void awaitQuietly(Signers signers) {
        try {
            signers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
