package org.rempart.gateway;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.settings.SettingsException;
import org.rempart.gateway.settings.SettingsReader;
import org.rempart.gateway.storage.StorageException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The command line: `serve` runs a gateway until SIGTERM. What is wrong is said in one sentence,
/// with exit code 1 when the surroundings are at fault and 2 when the command or a setting is.
@Command(
        name = "rempart",
        description = "The gateway between a petition and the crowd that comes to sign it.",
        mixinStandardHelpOptions = true,
        subcommands = Main.Serve.class)
final class Main {
    private static final int SURROUNDINGS_AT_FAULT = 1;
    private static final int SETTING_AT_FAULT = 2;
    private static final int TOKEN_BYTES = 24;

    /// What SIGTERM leaves of its ten seconds to a start that is under way.
    private static final long START_WAIT_S_MAX = 5;

    /// Past this the process ends as it is: what it promised is on disk, and a database of its own
    /// that would not stop is stopped by the next start.
    private static final Duration STOP_MAX = Duration.ofMillis(9_500);

    private Main() {}

    static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    /// Runs a gateway.
    @Command(name = "serve", description = "Runs a gateway.", mixinStandardHelpOptions = true)
    static final class Serve implements Callable<Integer> {
        @Option(names = "--config", paramLabel = "FILE", description = "The settings file (YAML).")
        private @Nullable Path config;

        @Override
        public Integer call() throws InterruptedException, IOException {
            CompilerThreads.stepBack();
            CompletableFuture<Gateway> started = new CompletableFuture<>();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "shutdown"));
            try {
                Settings settings = SettingsReader.read(config, System.getenv());
                Settings.Secret given = settings.operator().token();
                Settings.Secret token = given == null ? generated() : given;
                Gateway gateway = Gateway.start(settings, token, System::nanoTime);
                started.complete(gateway);
                announce(settings, gateway);
                if (given == null) {
                    System.out.println("Operator token, made for this run: " + token.value());
                }
                Thread.currentThread().join();
                return 0;
            } catch (SettingsException e) {
                return refuse(e, SETTING_AT_FAULT);
            } catch (StartException e) {
                return refuse(e, e.settingAtFault() ? SETTING_AT_FAULT : SURROUNDINGS_AT_FAULT);
            } catch (StorageException e) {
                return refuse(e, SURROUNDINGS_AT_FAULT);
            } finally {
                started.cancel(false);
            }
        }

        /// An orderly stop is a success, not the 143 a JVM makes of SIGTERM. A start that is under
        /// way is waited for, so that its embedded database does not outlive it.
        private static void stop(CompletableFuture<Gateway> started) {
            Thread.ofPlatform().daemon().name("last moment").start(Serve::endAtTheLatest);
            try {
                started.get(START_WAIT_S_MAX, TimeUnit.SECONDS).leave();
                Runtime.getRuntime().halt(0);
            } catch (CancellationException | ExecutionException | TimeoutException _) {
                // nothing was started, or not yet: the process ends as it was going to
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static void endAtTheLatest() {
            try {
                Thread.sleep(STOP_MAX);
                Runtime.getRuntime().halt(SURROUNDINGS_AT_FAULT);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static void announce(Settings settings, Gateway gateway) {
            String scheme = settings.http().tls() == null ? "http" : "https";
            String address =
                    settings.http().publicUrl() == null
                            ? scheme + "://localhost:" + gateway.publicPort()
                            : settings.http().publicUrl().toString();
            System.out.println(
                    "Rempart is open: %s/ (operator side: http://localhost:%d/)"
                            .formatted(address, gateway.operatorPort()));
        }

        private static int refuse(RuntimeException e, int exitCode) {
            System.err.println("Rempart does not start: " + e.getMessage());
            return exitCode;
        }

        private static Settings.Secret generated() {
            byte[] token = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(token);
            return new Settings.Secret(
                    Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        }
    }
}
