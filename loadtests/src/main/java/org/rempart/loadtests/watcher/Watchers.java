package org.rempart.loadtests.watcher;

import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.volume.Wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// Everybody who watches, in an open model: each reads when that is due, however slow the gateway
/// is, and what it waited for is counted from that moment, so that no slow answer hides those
/// behind it. Each asks whether what it saw last has changed, as a browser does. One thread, one
/// selector.
final class Watchers {
    /// A page asks again by then.
    private static final long ANSWER_NANOS_MAX = 10_000_000_000L;

    /// How often it is looked for reads to give up.
    private static final long LOOK_NANOS = 100_000_000L;

    /// What is under way at the end may take so long to be answered.
    private static final long DRAIN_NANOS_MAX = 2_000_000_000L;

    private static final long MS_NANOS = 1_000_000L;

    /// The longest pause between two looks at the clock, in milliseconds: the shortest a selector
    /// knows.
    private static final long PAUSE_MS = 1;

    private static final int BUFFER_BYTES = 1 << 14;

    private final WatchersPlan plan;
    private final Selector selector;
    private final Group[] groups;
    private final Phases phases;
    private final Tags tags;
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer in = ByteBuffer.allocate(Wire.PLAIN_BYTES_MAX);
    private ReadTally tally = new ReadTally(0);

    /// Groups of which somebody waits.
    private int busy;

    Watchers(WatchersPlan plan) throws IOException {
        this.plan = plan;
        this.selector = Selector.open();
        this.groups = new Group[plan.sources().size()];
        for (int number = 0; number < groups.length; number++) {
            InetAddress source = InetAddress.ofLiteral(plan.sources().get(number));
            PublicSide to = plan.gateways().get(number % plan.gateways().size());
            groups[number] =
                    new Group(
                            plan.path(),
                            plan.forwardedFor().isEmpty() ? "" : plan.forwardedFor().get(number),
                            new InetSocketAddress(source, 0),
                            to);
        }
        this.phases =
                new Phases(
                        plan.watchers(),
                        plan.everyMs() * MS_NANOS,
                        plan.rampMs() * MS_NANOS,
                        plan.seed());
        this.tags = new Tags(plan.watchers());
    }

    /// Watches for as long as the plan says, then ends every connection. Blocks.
    WatchersFigures run() throws IOException {
        long start = System.nanoTime();
        long end = start + ((long) plan.rampMs() + plan.holdMs()) * MS_NANOS;
        long nextLook = start + LOOK_NANOS;
        tally = new ReadTally(start + plan.rampMs() * MS_NANOS);
        try {
            long now = start;
            // what was due in the last moment is sent, however late it is looked for
            while (now < end
                    || start + phases.dueNanos() < end
                    || (busy > 0 && now < end + DRAIN_NANOS_MAX)) {
                long until = Math.min(now, end - 1);
                for (long due = start + phases.dueNanos();
                        due <= until;
                        due = start + phases.dueNanos()) {
                    due(phases.watcher(), due);
                    phases.advance();
                }
                if (now >= nextLook) {
                    giveUp(now);
                    nextLook = now + LOOK_NANOS;
                }
                selector.select(this::ready, PAUSE_MS);
                now = System.nanoTime();
            }
            for (Group group : groups) {
                for (; !group.isEmpty(); group.remove()) {
                    tally.lost();
                }
            }
            return tally.figures(plan);
        } finally {
            for (Group group : groups) {
                close(group);
            }
            selector.close();
        }
    }

    private void due(int watcher, long dueNanos) {
        tally.due(dueNanos, System.nanoTime());
        Group group = groups[watcher % groups.length];
        if (group.full()) {
            tally.dropped();
            return;
        }
        busy += group.isEmpty() ? 1 : 0;
        group.add(watcher, dueNanos);
        if (group.wire == null) {
            open(group);
        } else {
            ask(group);
        }
    }

    private void open(Group group) {
        try {
            group.answers.reset();
            group.sinceNanos = System.nanoTime();
            group.wire = Wire.begin(group.from, group.to, false, selector, group);
        } catch (IOException e) {
            ended(group);
        }
    }

    private void connected(Group group) {
        group.open = true;
        tally.opened();
        ask(group);
    }

    /// Sends the oldest read, unless it is sent already.
    private void ask(Group group) {
        Wire wire = group.wire;
        if (wire == null || !group.open || group.asking || group.isEmpty()) {
            return;
        }
        out.clear();
        out.put(group.head);
        tags.ask(group.watcher(), out);
        out.put((byte) '\r').put((byte) '\n').flip();
        group.asking = true;
        group.sinceNanos = System.nanoTime();
        tally.sent();
        try {
            wire.write(out);
            if (wire.full()) {
                ended(group); // one small request fits any socket that still sends
            }
        } catch (IOException e) {
            ended(group);
        }
    }

    private void ready(SelectionKey key) {
        Group group = (Group) key.attachment();
        Wire wire = group.wire;
        if (wire == null || !key.isValid()) {
            return;
        }
        try {
            if (!group.open) {
                if (wire.connects(key)) {
                    connected(group);
                }
            } else if (key.isReadable()) {
                read(group, wire);
            }
        } catch (IOException e) {
            ended(group);
        }
    }

    private void read(Group group, Wire wire) throws IOException {
        in.clear();
        int bytes = wire.read(in);
        if (bytes < 0) {
            ended(group);
            return;
        }
        int at = bytes == 0 ? -1 : group.answers.read(in.array(), 0, bytes);
        if (at < 0) {
            return;
        }
        if (!group.asking || at < bytes || group.answers.streams()) {
            ended(group); // an answer nobody asked for, or more than one
            return;
        }
        answered(group);
        if (group.answers.closes()) {
            close(group);
            reopen(group);
        } else {
            ask(group);
        }
    }

    private void answered(Group group) {
        int status = group.answers.status();
        tally.answered(status, group.dueNanos(), System.nanoTime());
        if (status == 200) {
            tags.see(group.watcher(), group.answers);
        }
        group.remove();
        busy -= group.isEmpty() ? 1 : 0;
    }

    private void giveUp(long now) {
        for (Group group : groups) {
            if (!group.isEmpty() && now - group.sinceNanos > ANSWER_NANOS_MAX) {
                ended(group);
            }
        }
    }

    /// The connection is over, and with it the oldest read; those behind it get another one.
    private void ended(Group group) {
        close(group);
        if (!group.isEmpty()) {
            tally.lost();
            group.remove();
            busy -= group.isEmpty() ? 1 : 0;
        }
        reopen(group);
    }

    private void reopen(Group group) {
        if (!group.isEmpty()) {
            open(group);
        }
    }

    private static void close(Group group) {
        Wire wire = group.wire;
        group.wire = null;
        group.open = false;
        if (wire != null) {
            try {
                wire.close();
            } catch (IOException e) {
                return; // it is closed for us
            }
        }
    }
}
