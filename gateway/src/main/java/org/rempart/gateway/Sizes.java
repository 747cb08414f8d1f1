package org.rempart.gateway;

import com.sun.management.UnixOperatingSystemMXBean;

import org.rempart.gateway.http.connection.Connections;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.settings.Settings;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/// How many event loops there are, and what each may hold.
final class Sizes {
    private static final int EVENT_LOOPS_MAX_BY_DEFAULT = 4;

    /// A signature in doubt is asked about this long before its connection ends without an answer.
    private static final Duration ANSWER_WAIT = Duration.ofSeconds(5);

    /// Libraries, the journal, the log, connections to the database; and connections that were
    /// refused and are not reset yet.
    private static final int DESCRIPTORS_KEPT = 512 + Connections.TURNED_AWAY_MAX;

    private Sizes() {}

    static int eventLoops(Settings settings) {
        int asked = settings.http().eventLoops();
        return asked > 0
                ? asked
                : Math.clamp(
                        Runtime.getRuntime().availableProcessors() / 2,
                        1,
                        EVENT_LOOPS_MAX_BY_DEFAULT);
    }

    /// What the kernel gives of descriptors bounds it, too: a server that is out of them stops to
    /// accept anybody.
    static int connections(Settings settings) {
        long max = settings.http().connectionsMax();
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean kernel
                ? Math.toIntExact(
                        Math.clamp(kernel.getMaxFileDescriptorCount() - DESCRIPTORS_KEPT, 1, max))
                : Math.toIntExact(max);
    }

    static Intake.Limits intake(Settings settings) {
        Settings.Intake intake = settings.intake();
        return new Intake.Limits(
                Math.max(1, intake.queueRowsMax() / eventLoops(settings)),
                intake.deadline(),
                intake.batchRowsMax(),
                intake.journalAfter(),
                ANSWER_WAIT);
    }
}
