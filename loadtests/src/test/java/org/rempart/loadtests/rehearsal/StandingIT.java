package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rempart.loadtests.standin.Certificate;
import org.rempart.loadtests.standin.Door;
import org.rempart.loadtests.standin.Fault;
import org.rempart.loadtests.standin.Seat;
import org.rempart.loadtests.standin.StandInGateway;
import org.rempart.loadtests.target.Secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The command against a gateway that stands already, as an operator gives it: who consents to
/// nothing gets nothing, wherever the gateway or a name sends it.
final class StandingIT {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    private static final List<String> SPIKE =
            List.of("rehearsal=spike", "spike.seconds=6", "spike.watchers=500");

    private static final List<String> FLOOD =
            List.of(
                    "rehearsal=flood",
                    "rehearsal.seconds=3",
                    "flood.rate=300",
                    "forgers.rate=300",
                    "flood.connections=20");

    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;
    private StandingCommand command;

    @BeforeEach
    void prepare() throws IOException {
        command = new StandingCommand(folder);
    }

    @AfterEach
    void endWhatIsLeft() {
        command.close();
    }

    private StandInGateway standIn(Fault fault) throws IOException {
        return new StandInGateway(
                fault,
                600,
                new Seat(
                        0,
                        0,
                        new Secret(StandingCommand.OPERATOR),
                        new Secret(StandingCommand.REHEARSAL)),
                Clock.systemUTC(),
                random);
    }

    @Test
    void aFloodIsPlayedJudgedAndPutAwayAndNoTokenIsLeftAnywhere() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Process process =
                    command.start(
                            FLOOD, gateway.target().publicSide(), gateway.target().operatorSide());
            StandingCommand.await(() -> gateway.slugs().size() == 1);
            List<String> processes = new ArrayList<>();
            while (process.isAlive()) {
                Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .forEach(handle -> processes.addAll(arguments(handle)));
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
            StandingCommand.Ended ended = command.ended(process);

            assertThat(command.verdict("flood"))
                    .contains(
                            "flood: ",
                            "played on a deployment as it is: " + gateway.target().publicSide(),
                            "ok     every acknowledged signature has its row",
                            "ok     no attack was accepted")
                    .doesNotContain("gateway: 0.0 s");
            assertThat(ended.code()).isIn(0, 1, 3);
            assertThat(gateway.slugs()).isEmpty();
            assertThat(gateway.requests()).isGreaterThan(500);
            assertThat(processes)
                    .anyMatch(one -> one.contains("Gatling"))
                    .anyMatch(one -> one.contains("VolumeMain"));
            noToken(String.join("\n", processes));
            noToken(ended.out());
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    noToken(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private static void noToken(String text) {
        assertThat(
                        text.contains(StandingCommand.OPERATOR)
                                || text.contains(StandingCommand.REHEARSAL))
                .isFalse();
    }

    /// What other users of the machine see of a process.
    private static List<String> arguments(ProcessHandle process) {
        try {
            return List.of(
                    Files.readString(
                                    Path.of("/proc", Long.toString(process.pid()), "cmdline"),
                                    StandardCharsets.ISO_8859_1)
                            .replace('\0', ' '));
        } catch (IOException e) {
            return List.of(); // it has ended
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "CONSENTS_NOT",
                "CONSENTS_UNDER_ANOTHER_TOKEN",
                "CONSENTED_UNTIL_A_MINUTE_AGO",
                "CONSENTS_TO_LESS"
            })
    void withoutConsentNothingIsSent(Fault fault) throws Exception {
        try (StandInGateway gateway = standIn(fault)) {
            StandingCommand.Ended ended = command.run(SPIKE, gateway);

            assertThat(ended.out()).contains("REFUSED  spike: ");
            assertThat(ended.code()).isEqualTo(4);
            assertThat(gateway.requests()).isZero();
        }
    }

    @Test
    void aRedirectIsFollowedByNobody() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE);
                Elsewhere elsewhere = new Elsewhere(HERE, 0)) {
            gateway.sendElsewhere(elsewhere.uri());

            command.run(FLOOD, gateway);

            assertThat(gateway.requests()).isPositive();
            assertThat(elsewhere.heard()).isZero();
        }
    }

    @Test
    void aConsentFromElsewhereIsNone() throws Exception {
        try (StandInGateway gateway = standIn(Fault.SENDS_ELSEWHERE)) {
            StandingCommand.Ended ended = command.run(SPIKE, gateway);

            assertThat(ended.code()).isEqualTo(4);
            assertThat(gateway.requests()).isZero();
        }
    }

    @Test
    void whoeverANameStandsForLaterHearsNothing() throws Exception {
        Certificate certificate = Certificate.of("petition.test", folder);
        ServerSocket server = certificate.server(HERE);
        int port = server.getLocalPort();
        try (StandInGateway gateway = standIn(Fault.NONE);
                Door door = new Door(gateway.target().publicSide(), server);
                Elsewhere later = new Elsewhere(InetAddress.ofLiteral("127.0.0.2"), port)) {
            Process process =
                    command.start(
                            FLOOD,
                            URI.create("https://petition.test:" + port),
                            gateway.target().operatorSide(),
                            "target.certificates=" + certificate.pem());
            CompletableFuture<Void> changed =
                    CompletableFuture.runAsync(() -> changeOnceAsked(door));

            StandingCommand.Ended ended = command.ended(process);

            changed.join();
            assertThat(later.heard()).isZero();
            assertThat(ended.code()).isIn(0, 1, 3);
            assertThat(command.verdict("flood"))
                    .contains(
                            "ok     every acknowledged signature has its row",
                            "ok     no attack was accepted",
                            "ok     genuine signers got through");
            assertThat(door.asked()).anyMatch(asked -> asked.contains("Host: petition.test:"));
            assertThat(gateway.slugs()).isEmpty();
        }
    }

    private void changeOnceAsked(Door door) {
        try {
            StandingCommand.await(() -> !door.asked().isEmpty());
            command.standsFor("127.0.0.2");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoShowsNoCertificateOfTheNameHearsNothing() throws Exception {
        Certificate certificate = Certificate.of("another.test", folder);
        try (StandInGateway gateway = standIn(Fault.NONE);
                Door door = new Door(gateway.target().publicSide(), certificate.server(HERE))) {
            URI target = URI.create("https://petition.test:" + door.uri().getPort());

            StandingCommand.Ended unknown =
                    command.ended(command.start(SPIKE, target, gateway.target().operatorSide()));
            StandingCommand.Ended another =
                    command.ended(
                            command.start(
                                    SPIKE,
                                    target,
                                    gateway.target().operatorSide(),
                                    "target.certificates=" + certificate.pem()));

            assertThat(List.of(unknown.code(), another.code())).containsExactly(2, 2);
            assertThat(door.asked()).isEmpty();
            assertThat(gateway.requests()).isZero();
        }
    }

    @Test
    void aGatewayThatBelievesTheGeneratorIsToldWhoComes() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE);
                Door door = new Door(gateway)) {
            StandingCommand.Ended ended =
                    command.ended(
                            command.start(
                                    SPIKE,
                                    door.uri(),
                                    gateway.target().operatorSide(),
                                    "sources=127.0.0.1",
                                    "sources.forwarded=true"));

            assertThat(ended.code()).isIn(0, 1, 3);
            assertThat(command.verdict("spike")).contains("told in X-Forwarded-For");
            assertThat(door.asked())
                    .anyMatch(asked -> asked.contains("X-Forwarded-For: 10.1."))
                    .anyMatch(asked -> asked.contains("X-Forwarded-For: 10.255."));
        }
    }

    @Test
    void everybodyComesFromTheAddressThatIsNamed() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            command.run(SPIKE, gateway, "sources=127.7.7.7");

            assertThat(gateway.sources())
                    .contains("127.7.7.7")
                    .isSubsetOf("127.7.7.7", "127.0.0.1");
            assertThat(command.verdict("spike"))
                    .contains("everybody came from 1 address of the generator");
        }
    }

    @Test
    void whatIsTakenBackInTheMiddleEndsEverything() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Process process =
                    command.start(
                            List.of(
                                    "rehearsal=spike,flood",
                                    "spike.seconds=120",
                                    "spike.watchers=500"),
                            gateway.target().publicSide(),
                            gateway.target().operatorSide());
            StandingCommand.await(() -> gateway.requests() > 50);

            gateway.withdraw();
            StandingCommand.Ended ended = command.ended(process);

            int requests = gateway.requests();
            assertThat(ended.out())
                    .contains(
                            "REFUSED  spike: the gateway does not consent",
                            "NOT PLAYED  flood: a gateway had taken its consent back");
            assertThat(ended.code()).isEqualTo(4);
            assertThat(folder.resolve("report/spike/verdict.xml"))
                    .content()
                    .contains("<error type=\"REFUSED\"");
            assertThat(gateway.slugs()).isEmpty();
            assertThat(process.descendants()).isEmpty();
            Thread.sleep(500);
            assertThat(gateway.requests()).isEqualTo(requests);
        }
    }

    @Test
    void whatIsEndedByASignalLeavesNoPetition() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Process process =
                    command.start(
                            List.of("rehearsal=spike", "spike.seconds=120", "spike.watchers=500"),
                            gateway.target().publicSide(),
                            gateway.target().operatorSide());
            StandingCommand.await(() -> gateway.requests() > 50);

            process.destroy();

            assertThat(process.waitFor(StandingCommand.HAPPENS_WITHIN_S, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(gateway.slugs()).isEmpty();
        }
    }

    @Test
    void whatCannotBePlayedThereSaysWhy() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            StandingCommand.Ended ended = command.run(List.of("rehearsal=crash,outage"), gateway);

            assertThat(ended.out())
                    .contains(
                            "NOT PLAYED  crash: it needs gateways of its own",
                            "NOT PLAYED  outage: nothing was said");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(folder.resolve("report/crash/verdict.xml")).content().contains("<skipped");
            assertThat(gateway.requests()).isZero();
        }
    }

    @Test
    void aNameThatNobodyKnowsIsToldApart() throws Exception {
        StandingCommand.Ended ended =
                command.ended(
                        command.start(
                                SPIKE,
                                URI.create("https://nowhere.test"),
                                URI.create("https://petition.test")));

        assertThat(ended.out()).contains("nobody knows the address of nowhere.test");
        assertThat(ended.code()).isEqualTo(2);
    }

    @Test
    void whatIsNoFileOfCertificatesIsNamed() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Path none = Files.writeString(folder.resolve("none.pem"), "no certificate");

            StandingCommand.Ended ended =
                    command.run(SPIKE, gateway, "target.certificates=" + none);

            assertThat(ended.out()).contains("none.pem");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(gateway.requests()).isZero();
        }
    }
}
