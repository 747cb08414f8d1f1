package org.rempart.loadtests.flood;

import org.rempart.loadtests.machine.ForkedJvm;
import org.rempart.loadtests.verdict.FloodFigures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Gatling in a process of its own: its garbage collector and its event loops do not stand in the
/// genuine signers' way, and it can be ended on the minute.
public final class FloodProcess implements AutoCloseable {
    /// System property that names the file of the plan.
    static final String PLAN = "rempart.flood.plan";

    /// System property that names the file the figures are written to.
    static final String RESULT = "rempart.flood.result";

    private static final String HEAP = "-Xmx512m";

    /// A shorter flood spends more on the optimising compiler than it gets back: 16.8 s of CPU with
    /// it, 10.3 s without, for 33,000 requests in 18 s.
    private static final int OPTIMISED_FROM_S = 60;

    /// Starting Gatling, waiting for the last answers, and writing its report of a few minutes.
    private static final Duration OVERHEAD_MAX = Duration.ofSeconds(60);

    private final ForkedJvm process;
    private final FloodPlan plan;
    private final Path result;

    private FloodProcess(ForkedJvm process, FloodPlan plan, Path result) {
        this.process = process;
        this.plan = plan;
        this.result = result;
    }

    /// Starts the flood.
    ///
    /// @param folder where `gatling.log`, the figures and Gatling's report go
    /// @param report whether Gatling writes its report
    public static FloodProcess start(FloodPlan plan, Path folder, boolean report)
            throws IOException {
        Files.createDirectories(folder);
        Path planFile = folder.resolve("plan.json").toAbsolutePath();
        Path result = folder.resolve("figures.json").toAbsolutePath();
        Files.deleteIfExists(result);
        plan.write(planFile);
        List<String> options =
                new ArrayList<>(
                        List.of(
                                HEAP,
                                "--add-opens=java.base/java.lang=ALL-UNNAMED", // Gatling's log
                                "-Dgatling.data.enableAnalytics=false",
                                // certificates are verified, by what this virtual machine trusts
                                "-Dgatling.ssl.useInsecureTrustManager=false",
                                "-Dgatling.ssl.useOpenSsl=false",
                                "-Dgatling.http.enableHostnameVerification=true",
                                "-D" + PLAN + "=" + planFile,
                                "-D" + RESULT + "=" + result));
        if (plan.rampS() + plan.holdS() < OPTIMISED_FROM_S) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--simulation",
                                FloodSimulation.class.getName(),
                                "--results-folder",
                                folder.toAbsolutePath().toString()));
        if (!report) {
            arguments.add("--no-reports");
        }
        return new FloodProcess(
                ForkedJvm.start(
                        options,
                        "io.gatling.app.Gatling",
                        arguments,
                        folder.resolve("gatling.log")),
                plan,
                result);
    }

    /// Waits for its end and its figures; a flood that does not end in time is ended, and has none.
    public FloodFigures figures() throws IOException, InterruptedException {
        Duration longest = Duration.ofSeconds(plan.rampS() + plan.holdS()).plus(OVERHEAD_MAX);
        boolean ended = process.ended(longest);
        return ended && Files.exists(result)
                ? FloodTally.read(result)
                : FloodFigures.none(plan.schedule().users(), plan.sources().size());
    }

    @Override
    public void close() {
        process.close();
    }
}
