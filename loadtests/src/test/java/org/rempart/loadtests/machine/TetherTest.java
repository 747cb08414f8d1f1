package org.rempart.loadtests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

final class TetherTest {
    private static final long ENDS_WITHIN_S = 20;

    /// Longer than any test waits.
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir Path folder;

    /// Starts a generator, says its process id, and waits.
    static final class Parent {
        private Parent() {}

        static void main(String[] arguments) throws IOException, InterruptedException {
            ForkedJvm child =
                    ForkedJvm.start(
                            List.of(), Child.class.getName(), List.of(), Path.of(arguments[0]));
            child.awaitLine(Child.READY, LONG);
            System.out.println(ProcessHandle.current().children().findFirst().orElseThrow().pid());
            Thread.sleep(LONG);
        }
    }

    /// A generator that would go on.
    static final class Child {
        static final String READY = "ready";

        private Child() {}

        static void main(String[] arguments) throws InterruptedException {
            Tether.hold(System.in);
            System.out.println(READY);
            Thread.sleep(LONG);
        }
    }

    @Test
    void aGeneratorEndsWithWhoeverStartedItHoweverThatDoes() throws Exception {
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                Parent.class.getName(),
                                folder.resolve("log").toString())
                        .redirectErrorStream(true)
                        .start();
        ProcessHandle child;
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            child = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            parent.destroyForcibly().waitFor();
        }

        child.onExit().get(ENDS_WITHIN_S, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    /// Says what it was given.
    static final class Given {
        private Given() {}

        static void main(String[] arguments) {
            Map<String, String> environment = System.getenv();
            boolean secrets =
                    environment.keySet().stream().anyMatch(name -> name.startsWith("REMPART_"));
            System.out.println("%s %s".formatted(System.getProperty(Pins.PROPERTY), secrets));
        }
    }

    /// Starts one that says what it was given.
    static final class Heir {
        private Heir() {}

        static void main(String[] arguments) throws IOException, InterruptedException {
            new Pins(Map.of("a.example", InetAddress.ofLiteral("127.0.0.9"))).hold();
            ForkedJvm.start(List.of(), Given.class.getName(), List.of(), Path.of(arguments[0]))
                    .ended(LONG);
        }
    }

    @Test
    void aGeneratorGoesToThePinsAndKnowsNoTokens() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Heir.class.getName(),
                        folder.resolve("log").toString());
        builder.environment().put("REMPART_OPERATOR_TOKEN", "a-token");
        Process parent = builder.start();

        assertThat(parent.waitFor(ENDS_WITHIN_S, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("log")).hasContent("a.example=127.0.0.9 false");
    }
}
