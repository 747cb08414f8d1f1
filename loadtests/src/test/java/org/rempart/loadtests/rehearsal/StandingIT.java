package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rempart.loadtests.machine.ChangingNames;
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
import java.net.Socket;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The command against a gateway that stands already, as an operator gives it: who consents to
/// nothing gets nothing, wherever the gateway or a name sends it.
final class StandingIT {
    private static final String OPERATOR = "token-of-the-operator-in-a-test";

    private static final String REHEARSAL = "token-of-the-rehearsal-in-a-test";

    private static final long HAPPENS_WITHIN_S = 60;

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
    private final List<Process> started = new ArrayList<>();

    @TempDir Path folder;
    private Path hosts;

    /// How a command ended.
    private record Ended(int code, String out) {}

    /// A server that is never to hear anything.
    private static final class Elsewhere implements AutoCloseable {
        private final ServerSocket server;
        private final AtomicInteger heard = new AtomicInteger();

        Elsewhere(InetAddress address, int port) throws IOException {
            server = new ServerSocket(port, 50, address);
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try {
                while (true) {
                    try (Socket caller = server.accept()) {
                        heard.incrementAndGet();
                        caller.setSoLinger(true, 0);
                    }
                }
            } catch (IOException e) {
                return; // the test is over
            }
        }

        URI uri() {
            return URI.create(
                    "http://%s:%d"
                            .formatted(
                                    server.getInetAddress().getHostAddress(),
                                    server.getLocalPort()));
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @BeforeEach
    void names() throws IOException {
        hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 petition.test\n");
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private StandInGateway standIn(Fault fault) throws IOException {
        return new StandInGateway(
                fault,
                600,
                new Seat(0, 0, new Secret(OPERATOR), new Secret(REHEARSAL)),
                Clock.systemUTC(),
                random);
    }

    private Process start(List<String> rehearsal, URI target, URI operator, String... more)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // names are looked up in a file, and what was found is not kept
        command.add("-D" + ChangingNames.FILE + "=" + hosts);
        command.add("-Dsun.net.inetaddr.ttl=0");
        command.addAll(
                List.of(
                        "-classpath",
                        ChangingNames.first(folder) + ":" + System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(rehearsal);
        command.add("target=" + target);
        command.add("operator=" + operator);
        command.add("report.dir=" + folder.resolve("report"));
        command.addAll(List.of(more));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put(Venue.OPERATOR_TOKEN, OPERATOR);
        builder.environment().put(Venue.REHEARSAL_TOKEN, REHEARSAL);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Ended ended(Process process) throws Exception {
        int code = process.waitFor();
        return new Ended(code, Files.readString(folder.resolve("out")));
    }

    private Ended run(List<String> rehearsal, StandInGateway gateway, String... more)
            throws Exception {
        return ended(
                start(
                        rehearsal,
                        gateway.target().publicSide(),
                        gateway.target().operatorSide(),
                        more));
    }

    private static void await(BooleanSupplier what) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(HAPPENS_WITHIN_S);
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    private String verdict(String rehearsal) throws IOException {
        return Files.readString(folder.resolve("report").resolve(rehearsal + "/verdict.txt"));
    }

    @Test
    void aFloodIsPlayedJudgedAndPutAwayAndNoTokenIsLeftAnywhere() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Process process =
                    start(FLOOD, gateway.target().publicSide(), gateway.target().operatorSide());
            await(() -> gateway.slugs().size() == 1);
            List<String> processes = new ArrayList<>();
            while (process.isAlive()) {
                Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .forEach(handle -> processes.addAll(arguments(handle)));
                process.waitFor(100, TimeUnit.MILLISECONDS);
            }
            Ended ended = ended(process);

            assertThat(verdict("flood"))
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
        assertThat(text.contains(OPERATOR) || text.contains(REHEARSAL)).isFalse();
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
            Ended ended = run(SPIKE, gateway);

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

            run(FLOOD, gateway);

            assertThat(gateway.requests()).isPositive();
            assertThat(elsewhere.heard).hasValue(0);
        }
    }

    @Test
    void aConsentFromElsewhereIsNone() throws Exception {
        try (StandInGateway gateway = standIn(Fault.SENDS_ELSEWHERE)) {
            Ended ended = run(SPIKE, gateway);

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
                    start(
                            FLOOD,
                            URI.create("https://petition.test:" + port),
                            gateway.target().operatorSide(),
                            "target.certificates=" + certificate.pem());
            CompletableFuture<Void> changed =
                    CompletableFuture.runAsync(() -> changeOnceAsked(door));

            Ended ended = ended(process);

            changed.join();
            assertThat(later.heard).hasValue(0);
            assertThat(ended.code()).isIn(0, 1, 3);
            assertThat(verdict("flood"))
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
            await(() -> !door.asked().isEmpty());
            Files.writeString(hosts, "127.0.0.2 petition.test\n");
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

            Ended unknown = ended(start(SPIKE, target, gateway.target().operatorSide()));
            Ended another =
                    ended(
                            start(
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
            Ended ended =
                    ended(
                            start(
                                    SPIKE,
                                    door.uri(),
                                    gateway.target().operatorSide(),
                                    "sources=127.0.0.1",
                                    "sources.forwarded=true"));

            assertThat(ended.code()).isIn(0, 1, 3);
            assertThat(verdict("spike")).contains("told in X-Forwarded-For");
            assertThat(door.asked())
                    .anyMatch(asked -> asked.contains("X-Forwarded-For: 10.1."))
                    .anyMatch(asked -> asked.contains("X-Forwarded-For: 10.255."));
        }
    }

    @Test
    void everybodyComesFromTheAddressThatIsNamed() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            run(SPIKE, gateway, "sources=127.7.7.7");

            assertThat(gateway.sources())
                    .contains("127.7.7.7")
                    .isSubsetOf("127.7.7.7", "127.0.0.1");
            assertThat(verdict("spike")).contains("everybody came from 1 address of the generator");
        }
    }

    @Test
    void whatIsTakenBackInTheMiddleEndsEverything() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Process process =
                    start(
                            List.of(
                                    "rehearsal=spike,flood",
                                    "spike.seconds=120",
                                    "spike.watchers=500"),
                            gateway.target().publicSide(),
                            gateway.target().operatorSide());
            await(() -> gateway.requests() > 50);

            gateway.withdraw();
            Ended ended = ended(process);

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
                    start(
                            List.of("rehearsal=spike", "spike.seconds=120", "spike.watchers=500"),
                            gateway.target().publicSide(),
                            gateway.target().operatorSide());
            await(() -> gateway.requests() > 50);

            process.destroy();

            assertThat(process.waitFor(HAPPENS_WITHIN_S, TimeUnit.SECONDS)).isTrue();
            assertThat(gateway.slugs()).isEmpty();
        }
    }

    @Test
    void whatCannotBePlayedThereSaysWhy() throws Exception {
        try (StandInGateway gateway = standIn(Fault.NONE)) {
            Ended ended = run(List.of("rehearsal=crash,outage"), gateway);

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
        Ended ended =
                ended(
                        start(
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

            Ended ended = run(SPIKE, gateway, "target.certificates=" + none);

            assertThat(ended.out()).contains("none.pem");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(gateway.requests()).isZero();
        }
    }
}
