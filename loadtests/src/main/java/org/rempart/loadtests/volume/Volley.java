package org.rempart.loadtests.volume;

import org.rempart.loadtests.verdict.Latency;
import org.rempart.loadtests.verdict.VolumeFigures;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Sends a plan's requests over its connections and counts what comes back: one thread, one
/// selector, nothing allocated for a request. A connection that ends, whoever ends it, is opened
/// again at once.
final class Volley {
    /// After so long the paced kind gives up on an answer.
    private static final long ANSWER_NANOS_MAX = 1_000_000_000L;

    /// How often the paced kind looks for answers to give up on.
    private static final long LOOK_NANOS = 20_000_000L;

    /// New connections each second: each costs the kernel several requests' worth and a line in the
    /// tables of whatever tracks connections.
    private static final int OPENED_A_SECOND_MAX = 5_000;

    /// The longest pause between two looks at the clock.
    private static final long PAUSE_MS_MAX = 10;

    private static final int BUFFER_BYTES = 1 << 17;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final VolumePlan plan;
    private final Selector selector;
    private final Connection[] connections;
    private final Places idle;
    private final Places toOpen;
    private final ByteBuffer[] requests;
    private final int[] clientAt;
    private final AnswerCounts counts;
    private final Latency answered = new Latency();
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES);
    private final long[] sentInSecond;
    private final int depth;

    private long startNanos;
    private long now;
    private int shot;
    private long rounds;
    private int turn;
    private long opened;
    private long endedByGateway;
    private long gaveUp;
    private long missed;
    private long idleNanos;
    private long handlingNanos;

    Volley(VolumePlan plan) throws IOException {
        this.plan = plan;
        this.selector = Selector.open();
        this.depth = plan.kind().depth();
        this.rounds = plan.firstClient();
        this.connections = new Connection[plan.connections()];
        this.idle = new Places(connections.length);
        this.toOpen = new Places(connections.length);
        for (int i = 0; i < connections.length; i++) {
            String source = plan.sources().get(i % plan.sources().size());
            connections[i] =
                    new Connection(new InetSocketAddress(InetAddress.ofLiteral(source), 0), depth);
            toOpen.add(i);
        }
        List<VolumePlan.Shot> shots = plan.shots();
        this.requests = new ByteBuffer[shots.size()];
        this.clientAt = new int[shots.size()];
        for (int i = 0; i < requests.length; i++) {
            byte[] bytes = shots.get(i).request().getBytes(StandardCharsets.UTF_8);
            requests[i] = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            clientAt[i] = plan.turns() ? ForwardedClient.place(shots.get(i).request()) : -1;
        }
        this.counts = new AnswerCounts(shots);
        this.sentInSecond = new long[plan.seconds() + 1];
    }

    /// Sends for as long as the plan says, then ends every connection. Blocks.
    void run() throws IOException {
        startNanos = System.nanoTime();
        now = startNanos;
        long end = startNanos + plan.seconds() * SECOND_NANOS;
        Pace pace = new Pace(plan.rate(), depth, now);
        Pace opening = new Pace(OPENED_A_SECOND_MAX, 1, now);
        long nextLook = now + LOOK_NANOS;
        try {
            while (now < end) {
                pace.advance(now);
                opening.advance(now);
                open(opening);
                if (plan.kind() == VolumeKind.PACED) {
                    sendPaced(pace);
                    if (now >= nextLook) {
                        giveUp();
                        nextLook = now + LOOK_NANOS;
                    }
                } else {
                    sendClosed(pace);
                }
                select();
            }
        } finally {
            missed = plan.kind() == VolumeKind.PACED ? pace.lost() : 0;
            for (Connection connection : connections) {
                close(connection);
            }
            selector.close();
        }
    }

    private void select() throws IOException {
        boolean soon = plan.kind() == VolumeKind.PACED || !idle.isEmpty() || !toOpen.isEmpty();
        long before = System.nanoTime();
        selector.select(this::ready, soon ? 1 : PAUSE_MS_MAX);
        now = System.nanoTime();
        idleNanos += Math.max(0, now - before - handlingNanos);
        handlingNanos = 0;
    }

    private void ready(SelectionKey key) {
        long begin = System.nanoTime();
        if (handlingNanos == 0) {
            now = begin;
        }
        int number = (Integer) key.attachment();
        Connection connection = connections[number];
        Wire wire = connection.wire;
        if (wire == null || !key.isValid()) {
            return;
        }
        try {
            if (!connection.open) {
                connecting(number, wire, key);
            } else if (key.isWritable() && wire.flush()) {
                key.interestOps(wire.interest());
                idle.add(number);
            }
            if (connection.open && key.isReadable()) {
                read(number, connection, wire);
            }
        } catch (IOException e) {
            ended(number);
        }
        handlingNanos += System.nanoTime() - begin;
    }

    private void open(Pace opening) {
        while (!toOpen.isEmpty() && opening.allows(1)) {
            opening.use(1);
            int number = toOpen.take();
            Connection connection = connections[number];
            connection.forget();
            opened++;
            try {
                connection.sinceNanos = now;
                connection.wire =
                        Wire.begin(connection.from, plan.gateway(), true, selector, number);
            } catch (IOException e) {
                ended(number);
                return;
            }
        }
    }

    private void connecting(int number, Wire wire, SelectionKey key) throws IOException {
        if (wire.connects(key)) {
            connections[number].key = key;
            connections[number].open = true;
            idle.add(number);
        }
    }

    private void sendClosed(Pace pace) {
        while (!idle.isEmpty() && pace.allows(depth)) {
            int number = idle.take();
            Connection connection = connections[number];
            if (connection.free() && connection.waiting() == 0) {
                pace.use(depth);
                send(number, depth);
            }
        }
    }

    private void sendPaced(Pace pace) {
        int looked = 0;
        while (pace.allows(1) && looked < connections.length) {
            Connection connection = connections[turn];
            if (connection.free() && !connection.full()) {
                pace.use(1);
                send(turn, 1);
                looked = 0;
            } else {
                looked++;
            }
            turn = (turn + 1) % connections.length;
        }
    }

    private void giveUp() {
        for (int number = 0; number < connections.length; number++) {
            Connection connection = connections[number];
            if (connection.wire == null) {
                continue;
            }
            boolean late =
                    connection.waiting() > 0
                            ? now - connection.oldestSentNanos() > ANSWER_NANOS_MAX
                            : !connection.open && now - connection.sinceNanos > ANSWER_NANOS_MAX;
            if (late) {
                gaveUp++;
                close(connection);
                toOpen.add(number);
            }
        }
    }

    private void send(int number, int count) {
        Connection connection = connections[number];
        Wire wire = connection.wire;
        SelectionKey key = connection.key;
        if (wire == null || key == null) {
            return;
        }
        out.clear();
        for (int i = 0; i < count; i++) {
            ByteBuffer request = requests[shot];
            int at = out.position();
            out.put(at, request, 0, request.limit());
            out.position(at + request.limit());
            if (clientAt[shot] >= 0) {
                ForwardedClient.write(out, at + clientAt[shot], rounds);
            }
            connection.sent(shot, now);
            counts.sent(shot);
            next();
        }
        sentInSecond[(int) Math.min((now - startNanos) / SECOND_NANOS, plan.seconds())] += count;
        out.flip();
        try {
            wire.write(out);
            if (wire.full()) {
                key.interestOps(wire.interest());
            }
        } catch (IOException e) {
            ended(number);
        }
    }

    private void next() {
        shot++;
        if (shot == requests.length) {
            shot = 0;
        }
        if (plan.turns() && shot % VolumePlan.SHOTS_A_CLIENT == 0) {
            rounds++;
        }
    }

    private void read(int number, Connection connection, Wire wire) throws IOException {
        in.clear();
        int bytes = wire.read(in);
        if (bytes < 0) {
            ended(number);
            return;
        }
        AnswerReader answers = connection.answers;
        int at = 0;
        while (at < bytes) {
            at = answers.read(in.array(), at, bytes);
            if (at < 0) {
                return;
            }
            if (connection.waiting() == 0) {
                ended(number); // an answer nobody asked for, such as 408
                return;
            }
            counts.answered(connection.oldestShot(), answers.status(), answers.code());
            answered.record(now - connection.oldestSentNanos());
            connection.answered();
            if (answers.streams() || answers.closes()) {
                close(connection);
                toOpen.add(number);
                return;
            }
        }
        if (connection.waiting() == 0) {
            idle.add(number);
        }
    }

    VolumeFigures figures(double reach) {
        long whole = 0;
        long best = 0;
        for (int second = 0; second < plan.seconds(); second++) {
            whole += sentInSecond[second];
            best = Math.max(best, sentInSecond[second]);
        }
        return new VolumeFigures(
                plan.kind().label(),
                connections.length,
                (int) plan.sources().stream().distinct().count(),
                plan.rate(),
                plan.seconds(),
                reach,
                (double) whole / plan.seconds(),
                best,
                missed,
                idleNanos / (double) (plan.seconds() * SECOND_NANOS),
                opened,
                endedByGateway,
                gaveUp,
                answered.percentiles(),
                counts.figures(),
                cpuSeconds());
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(cpu -> cpu.toMillis() / 1000.0)
                .orElse(0.0);
    }

    /// By the other side, or by what the network said.
    private void ended(int number) {
        endedByGateway++;
        close(connections[number]);
        toOpen.add(number);
    }

    private static void close(Connection connection) {
        Wire wire = connection.wire;
        connection.forget();
        connection.wire = null;
        connection.key = null;
        if (wire != null) {
            try {
                wire.close();
            } catch (IOException e) {
                return; // it is closed for us
            }
        }
    }
}
