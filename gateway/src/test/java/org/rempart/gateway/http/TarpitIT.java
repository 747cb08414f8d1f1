package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Refusals that are held back, and clients that do not wait for them.
class TarpitIT {
    private static final String PATH = "/petitions/demo/challenge";
    private static final int WAITS = 3;
    private static final int MANY = 150;

    /// Not exactly when it is due, but not sooner.
    private static final Duration HELD_BACK = Duration.ofMillis(Tarpit.WAIT_MS_LEAST - 200);

    private final RunningGateway gateway = start();
    private final Client client = gateway.client();

    @AfterEach
    void close() {
        gateway.close();
    }

    private static RunningGateway start() {
        return RunningGateway.on(
                TestDatabase.create(),
                Map.of(
                        "REMPART_SOURCE_LARGER_BUDGETS", "",
                        "REMPART_BUDGET_CHALLENGES", "1/10m burst 1",
                        "REMPART_BUDGET_ABANDONED_WAITS", "%1$d/10m burst %1$d".formatted(WAITS)));
    }

    private static Duration time(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private double metric(String name) {
        return metric(client, name);
    }

    private static double metric(Client client, String name) {
        return client.operatorAsStranger("/metrics")
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private void walkAway() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.publicPort())) {
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .formatted(PATH)
                                    .getBytes(US_ASCII));
            Eventually.holds(() -> metric("rempart_tarpit_held") > 0);
        }
        Eventually.holds(() -> metric("rempart_tarpit_held") == 0);
    }

    @Test
    void aRefusalComesLateAndSaysWhichBudgetIsUsedUp() {
        assertThat(client.get(PATH).status()).isEqualTo(200);
        Duration waited =
                time(() -> {
                    Answer refused = client.get(PATH);
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.code()).isEqualTo("source_over_budget");
                    assertThat(refused.json().getString("budget")).isEqualTo("challenges");
                    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(580, 600);
                    assertThat(refused.header("access-control-allow-origin")).isEqualTo("*");
                });
        assertThat(waited).isGreaterThan(HELD_BACK);
        assertThat(metric("rempart_tarpit_held")).isZero();
        assertThat(metric("rempart_tarpit_abandoned_total")).isZero();
    }

    @Test
    void whoDoesNotWaitIsAnsweredAtOnceFromThenOn() throws Exception {
        assertThat(client.get(PATH).status()).isEqualTo(200);
        for (int i = 0; i < WAITS; i++) {
            walkAway();
        }
        assertThat(metric("rempart_tarpit_abandoned_total")).isEqualTo(WAITS);
        assertThat(time(() -> assertThat(client.get(PATH).status()).isEqualTo(429)))
                .isLessThan(HELD_BACK);
        assertThat(metric("rempart_tarpit_abandoned_total")).isEqualTo(WAITS);
    }

    @Test
    void whoLeftOnceIsHeldBackOnNoMoreConnectionsThanItMayLeave() throws Exception {
        assertThat(client.get(PATH).status()).isEqualTo(200);
        walkAway();
        List<Future<Answer>> refusals = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                refusals.add(threads.submit(() -> client.get(PATH)));
            }
            Eventually.holds(() -> refusals.stream().filter(Future::isDone).count() == 7 - WAITS);
            assertThat(metric("rempart_tarpit_held")).isEqualTo(WAITS - 1);
        }
        assertThat(refusals).allMatch(refusal -> refusal.resultNow().status() == 429);
        walkAway(); // who stayed may be held back again
    }

    @Test
    void aStopLetsThoseGoWhoWait() throws Exception {
        RunningGateway stopping = start();
        CompletableFuture<Answer> refusal;
        try {
            Client visitor = stopping.client();
            assertThat(visitor.get(PATH).status()).isEqualTo(200);
            refusal = CompletableFuture.supplyAsync(() -> visitor.get(PATH));
            Eventually.holds(() -> metric(visitor, "rempart_tarpit_held") == 1);
        } finally {
            stopping.close();
        }
        assertThat(refusal.get().status()).isEqualTo(429);
    }

    /// A refusal keeps its place until it is due, and nothing else: not the connection that has
    /// ended, nor what waited on it.
    @Test
    void whoHasGoneLeavesNothingInMemory() throws Exception {
        try (RunningGateway patient =
                RunningGateway.on(
                        TestDatabase.create(),
                        Map.of(
                                "REMPART_SOURCE_LARGER_BUDGETS", "",
                                "REMPART_BUDGET_CONNECTIONS", "10000/s burst 1000000",
                                "REMPART_BUDGET_CHALLENGES", "1/10m burst 1",
                                "REMPART_BUDGET_ABANDONED_WAITS", "1000/10m burst 1000"))) {
            Client visitor = patient.client();
            assertThat(visitor.get(PATH).status()).isEqualTo(200);
            leaveMany(patient, visitor, 20); // for the first of everything
            long before = usedHeapBytes();
            leaveMany(patient, visitor, MANY);
            assertThat(usedHeapBytes() - before).isLessThan(MANY * 4_000L);
            assertThat(metric(visitor, "rempart_tarpit_held")).isEqualTo(MANY);
        }
    }

    private static void leaveMany(RunningGateway gateway, Client client, int times)
            throws IOException {
        Eventually.holds(() -> metric(client, "rempart_tarpit_held") == 0);
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.publicPort());
            open.add(socket);
            socket.setSoLinger(true, 0);
            socket.getOutputStream()
                    .write(
                            "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .formatted(PATH)
                                    .getBytes(US_ASCII));
        }
        Eventually.holds(() -> metric(client, "rempart_tarpit_held") == times);
        for (Socket socket : open) {
            socket.close();
        }
        Eventually.holds(() -> metric(client, "rempart_connections") <= 1);
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
