package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.target.Folders;
import org.rempart.loadtests.target.GatewayProcess;
import org.rempart.loadtests.target.Secret;
import org.rempart.loadtests.verdict.JsonReport;
import org.rempart.loadtests.verdict.PlainReport;
import org.rempart.loadtests.verdict.Verdict;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command: plays the rehearsals it is asked for, each on a gateway of its own, prints a
/// verdict after each, and ends with the code of [Exit].
public final class Main {
    private static final int TOKEN_BYTES = 24;

    private final PrintStream out;
    private final SecureRandom random = new SecureRandom();

    private Main(PrintStream out) {
        this.out = out;
    }

    static void main(String[] arguments) throws InterruptedException {
        Exit exit = Exit.GREEN;
        try {
            Settings settings = Settings.of(arguments);
            for (Rehearsal rehearsal : Rehearsals.named(settings.names())) {
                exit = exit.and(new Main(System.out).play(rehearsal, settings));
            }
        } catch (IllegalArgumentException | IOException e) {
            System.err.println("rehearsal: " + e.getMessage());
            exit = Exit.UNABLE;
        }
        System.exit(exit.code());
    }

    private Exit play(Rehearsal rehearsal, Settings settings)
            throws IOException, InterruptedException {
        Path folder = settings.reports().resolve(rehearsal.name()).toAbsolutePath();
        Folders.remove(folder);
        Files.createDirectories(folder);
        out.println("rehearsal " + rehearsal.name() + ", " + rehearsal.announcement(settings));
        try (GatewayProcess gateway =
                GatewayProcess.start(
                        settings.gatewayJar(),
                        folder,
                        token(),
                        token(),
                        Map.of(
                                "REMPART_CHALLENGE_BASE",
                                Integer.toString(settings.challengeBase()),
                                "REMPART_CHALLENGE_VALIDITY",
                                settings.challengeValidityS() + "s"))) {
            Stage stage =
                    new Stage(
                            gateway.target(),
                            gateway::cpu,
                            settings,
                            folder,
                            true,
                            List.of(
                                    ("challenge.base was %,d instead of 500,000, because the"
                                                    + " signers' work is done on the gateway's machine")
                                            .formatted(settings.challengeBase()),
                                    ("challenges lived %d s instead of 600, so that some of the"
                                                    + " flood's work had expired")
                                            .formatted(settings.challengeValidityS())),
                            Clock.systemUTC(),
                            random);
            return switch (rehearsal.play(stage)) {
                case Rehearsal.Ending.Judged(Verdict verdict) -> report(verdict, folder);
                case Rehearsal.Ending.Refused(String why) -> {
                    out.println("REFUSED  " + rehearsal.name() + ": " + why);
                    yield Exit.REFUSED;
                }
            };
        }
    }

    private Exit report(Verdict verdict, Path folder) throws IOException {
        String text = PlainReport.of(verdict) + reports(folder);
        Files.writeString(folder.resolve("verdict.json"), JsonReport.of(verdict));
        Files.writeString(folder.resolve("verdict.txt"), text);
        out.println();
        out.print(text);
        return Exit.of(verdict.outcome());
    }

    /// Where the report is, and Gatling's own beside it.
    private static String reports(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("gatling"), 2)) {
            return "report: %s\n"
                    .formatted(folder.resolve("verdict.json"))
                    .concat(
                            files.filter(file -> file.endsWith("index.html"))
                                    .map("gatling: %s\n"::formatted)
                                    .collect(Collectors.joining()));
        }
    }

    private Secret token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }
}
