package org.rempart.loadtests.watcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.signer.SourceAddresses;
import org.rempart.loadtests.watcher.CountServer.Manner;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

final class WatchersTest {
    /// 100 watchers who each read twice.
    private static final int RATE = 1_000;

    private static final int EVERY_MS = 100;

    private static final int HOLD_MS = 200;

    private static final int GROUPS = 5;

    @Test
    void everybodyReadsOnceInEveryPeriodAndAsksWhatHasChanged() throws Exception {
        try (CountServer server = new CountServer(Manner.STEADY)) {
            WatchersFigures figures = watch(plan(GROUPS, server.port()));

            assertThat(figures.watchers()).isEqualTo(100);
            assertThat(figures.due()).isEqualTo(200);
            assertThat(figures.sent()).isEqualTo(200);
            assertThat(figures.answers()).isEqualTo(Map.of("200", 100L, "304", 100L));
            assertThat(figures.served()).isEqualTo(1);
            assertThat(figures.waited().count()).isEqualTo(200);
            assertThat(figures.lateness().count()).isEqualTo(200);
            assertThat(figures.dropped() + figures.lost()).isZero();
        }
    }

    @Test
    void eachGroupKeepsOneConnectionFromAnAddressOfItsOwn() throws Exception {
        try (CountServer server = new CountServer(Manner.STEADY)) {
            WatchersFigures figures = watch(plan(GROUPS, server.port()));

            assertThat(figures.groups()).isEqualTo(GROUPS);
            assertThat(figures.opened()).isEqualTo(GROUPS);
            assertThat(server.sources())
                    .containsExactlyInAnyOrderElementsOf(SourceAddresses.ofWatchers(GROUPS));
        }
    }

    @Test
    void aCountThatMovesIsAnsweredWholeToEachOfThem() throws Exception {
        try (CountServer server = new CountServer(Manner.MOVING)) {
            assertThat(watch(plan(GROUPS, server.port())).answers()).isEqualTo(Map.of("200", 200L));
        }
    }

    @Test
    void groupsAreSpreadOverTheGateways() throws Exception {
        try (CountServer one = new CountServer(Manner.STEADY);
                CountServer other = new CountServer(Manner.STEADY)) {
            WatchersFigures figures = watch(plan(4, one.port(), other.port()));

            assertThat(figures.served()).isEqualTo(1);
            assertThat(one.reads()).isEqualTo(100);
            assertThat(other.reads()).isEqualTo(100);
        }
    }

    @Test
    void whoWaitsBehindASlowAnswerHasWaitedSinceItsOwnTurn() throws Exception {
        try (CountServer server = new CountServer(Manner.SLOW)) {
            // one connection answers 10 reads a second of 200
            WatchersFigures figures =
                    watch(
                            new WatchersPlan(
                                    List.of(PublicSide.here(server.port())),
                                    "/count.json",
                                    200,
                                    EVERY_MS,
                                    sources(1),
                                    0,
                                    HOLD_MS,
                                    1));

            assertThat(figures.due()).isEqualTo(40);
            assertThat(figures.waited().max()).isGreaterThan(500);
            assertThat(figures.lost()).isPositive();
            told(figures);
        }
    }

    @Test
    void whatFindsNoRoomIsDroppedAndWhatIsNotAnsweredIsLost() throws Exception {
        try (CountServer server = new CountServer(Manner.SILENT)) {
            WatchersFigures figures = watch(plan(1, server.port()));

            assertThat(figures.answers()).isEmpty();
            assertThat(figures.sent()).isEqualTo(1);
            assertThat(figures.lost()).isEqualTo(Group.WAITING_MAX);
            assertThat(figures.dropped()).isEqualTo(200 - Group.WAITING_MAX);
            assertThat(figures.served()).isZero();
        }
    }

    @Test
    void aConnectionThatIsEndedIsOpenedAgain() throws Exception {
        try (CountServer server = new CountServer(Manner.CLOSING)) {
            WatchersFigures figures = watch(plan(GROUPS, server.port()));

            assertThat(figures.served()).isEqualTo(1);
            assertThat(figures.opened()).isEqualTo(200);
        }
    }

    @Test
    void aReadWhoseConnectionIsCutIsLost() throws Exception {
        try (CountServer server = new CountServer(Manner.CUTTING)) {
            WatchersFigures figures = watch(plan(GROUPS, server.port()));

            assertThat(figures.lost()).isEqualTo(200);
            assertThat(figures.opened()).isEqualTo(200);
        }
    }

    @Test
    void refusalsAreToldByTheirStatus() throws Exception {
        try (CountServer server = new CountServer(Manner.REFUSING)) {
            WatchersFigures figures = watch(plan(GROUPS, server.port()));

            assertThat(figures.answers()).isEqualTo(Map.of("429", 200L));
            assertThat(figures.served()).isZero();
        }
    }

    @Test
    void whereNobodyListensEverythingIsLost() throws Exception {
        WatchersFigures figures = watch(plan(GROUPS, nobody()));

        assertThat(figures.lost()).isEqualTo(200);
        assertThat(figures.sent() + figures.opened()).isZero();
    }

    @Test
    void whileTheyJoinTheyAreCountedAndNotTimed() throws Exception {
        try (CountServer server = new CountServer(Manner.STEADY)) {
            WatchersFigures figures =
                    watch(
                            new WatchersPlan(
                                    List.of(PublicSide.here(server.port())),
                                    "/count.json",
                                    RATE,
                                    EVERY_MS,
                                    sources(GROUPS),
                                    EVERY_MS,
                                    EVERY_MS,
                                    1));

            assertThat(figures.due()).isBetween(101L, 199L);
            assertThat(figures.waited().count()).isEqualTo(100);
            assertThat(figures.lateness().count()).isEqualTo(100);
            told(figures);
        }
    }

    @Test
    void whatIsDueInTheLastMomentIsSent() throws Exception {
        try (CountServer server = new CountServer(Manner.STEADY)) {
            // 20 reads between two looks at the clock
            WatchersFigures figures =
                    watch(
                            new WatchersPlan(
                                    List.of(PublicSide.here(server.port())),
                                    "/count.json",
                                    20_000,
                                    10,
                                    sources(GROUPS),
                                    0,
                                    50,
                                    1));

            assertThat(figures.due()).isEqualTo(1_000);
            told(figures);
        }
    }

    @Test
    void theirProcessLeavesTheirFigures(@TempDir Path folder) throws Exception {
        try (CountServer server = new CountServer(Manner.STEADY);
                WatchersProcess process =
                        WatchersProcess.start(plan(GROUPS, server.port()), folder)) {
            WatchersFigures figures = process.figures();

            assertThat(figures.answers()).isEqualTo(Map.of("200", 100L, "304", 100L));
            assertThat(figures.cpuSeconds()).isPositive();
        }
    }

    @Test
    void moreThanOneThreadCanSendIsRefused() {
        assertThatThrownBy(() ->
                        new WatchersPlan(
                                List.of(PublicSide.here(1)),
                                "/count.json",
                                20_001,
                                1_000,
                                sources(1),
                                0,
                                1,
                                1))
                .hasMessageContaining("20001");
        assertThatThrownBy(() ->
                        new WatchersPlan(
                                List.of(), "/count.json", 20_000, 1_000, sources(1), 0, 1, 1))
                .hasMessageContaining("0 gateways");
    }

    private static void told(WatchersFigures figures) {
        long answered = figures.answers().values().stream().mapToLong(Long::longValue).sum();
        assertThat(answered + figures.dropped() + figures.lost()).isEqualTo(figures.due());
    }

    private static int nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static List<String> sources(int groups) {
        return SourceAddresses.ofWatchers(groups);
    }

    private static WatchersPlan plan(int groups, Integer... ports) {
        return new WatchersPlan(
                Arrays.stream(ports).map(PublicSide::here).toList(),
                "/count.json",
                RATE,
                EVERY_MS,
                sources(groups),
                0,
                HOLD_MS,
                1);
    }

    private static WatchersFigures watch(WatchersPlan plan) throws IOException {
        return new Watchers(plan).run();
    }
}
