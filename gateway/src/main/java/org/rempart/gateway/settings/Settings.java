package org.rempart.gateway.settings;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The settings of one gateway, checked. Where a component may be null the setting has no default.
public record Settings(
        Http http,
        Operator operator,
        @Nullable DatabaseUrl database,
        Path dataDir,
        Source source,
        Budgets budgets,
        Challenge challenge,
        Intake intake,
        Journal journal,
        Duration batchDeadline,
        @Nullable Secret rehearsalToken) {

    /// The public side.
    ///
    /// @param lameDuck how long a gateway that stops goes on to serve while it says at
    ///   `/health/ready` that it will not
    /// @param warmUp how long a gateway that starts may take to have compiled what answers a flood
    public record Http(
            String host,
            int port,
            @Nullable Tls tls,
            @Nullable URI publicUrl,
            int eventLoops,
            int connectionsMax,
            int eventStreamsMax,
            int tarpitMax,
            Duration lameDuck,
            Duration warmUp) {}

    /// PEM files.
    public record Tls(Path certificate, Path key) {}

    /// The operator side; a null token is generated at the start.
    public record Operator(String host, int port, @Nullable Secret token) {}

    /// Whose word is believed, who has larger budgets than others, and what knows networks.
    public record Source(
            List<String> trustedProxies,
            boolean proxyProtocol,
            List<String> largerBudgets,
            @Nullable Path asnDatabase) {}

    /// A rate and a burst.
    public record Allowance(double perSecond, int burst) {}

    /// How much of what one source may have.
    public record Budgets(
            Allowance connections,
            Allowance requests,
            Allowance challenges,
            Allowance failedWork,
            Allowance signatures,
            Allowance heldSignatures,
            Allowance abandonedWaits) {}

    /// What work is asked for, in tries, and for how long at the calm level.
    public record Challenge(
            long base,
            long ceiling,
            Duration validity,
            boolean boundToSource,
            Duration keyRotation) {}

    /// How many signatures may wait for the database, how long, how many go at once, and when they
    /// go to the journal instead.
    public record Intake(
            int queueRowsMax, Duration deadline, int batchRowsMax, Duration journalAfter) {}

    /// How much the journal may hold.
    public record Journal(int rowsMax, long bytesMax) {}

    /// A value that is shown to nobody.
    public record Secret(String value) {
        @Override
        public String toString() {
            return "(secret)";
        }
    }
}
