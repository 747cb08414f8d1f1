package org.rempart.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import org.rempart.gateway.challenge.ChallengeKeys;
import org.rempart.gateway.http.PublicMetrics;
import org.rempart.gateway.http.PublicServer;
import org.rempart.gateway.http.PublicSide;
import org.rempart.gateway.http.connection.Connections;
import org.rempart.gateway.http.connection.Deadlines;
import org.rempart.gateway.intake.DatabaseBreaker;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.petition.PetitionState;
import org.rempart.gateway.pressure.LoopDelays;
import org.rempart.gateway.pressure.Measured;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.storage.PetitionRow;
import org.rempart.gateway.warmup.Flood;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes a second public side, of which nobody knows, through a small flood before the first one
/// opens. A JVM that meets a flood cold compiles most of what answers it in the first two seconds,
/// and people wait meanwhile (measured on two cores that the flood came from, too: p99 of the first
/// 20 s 209 and 444 ms, and 113 and 144 ms behind a warm-up of 4 s).
///
/// The second side shares with the first what is only read. Its budgets, connections, meters and
/// challenge keys are its own, and what is sent to it never holds a solution, nor would it take
/// one: its challenges are bound to the source that asked, and those who post are others.
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private static final String HOST = "127.0.0.1";

    /// A free port; servers of one negative number would share it, and another of `http.port` 0 is
    /// about to open.
    private static final int FREE_PORT = -2;

    private static final byte[] ADDRESS = {127, 0, 0, 1};

    /// Of a thousand sources. Each uses its own up within the time, and is refused for the rest.
    private static final Settings.Allowance OF_A_SOURCE = new Settings.Allowance(10, 40);

    /// Far enough apart that a number above the price asked for is looked at.
    private static final long PRICE_BASE = 1_000;

    private static final long PRICE_CEILING = 1_000_000;

    /// Few enough that most of what is refused is refused at once.
    private static final int TARPIT_MAX = 64;

    /// Event loops so late that sources have a smaller share of their budgets.
    private static final Measured LATE = new Measured(0, 0, false, false, 50, 0);

    private final Vertx vertx;
    private final PublicSide opening;
    private final Counter requests;

    /// @param opening the side that is about to open
    WarmUp(Vertx vertx, PublicSide opening, MeterRegistry meters) {
        this.vertx = vertx;
        this.opening = opening;
        this.requests =
                Counter.builder("rempart.warm.up.requests")
                        .description("requests this gateway sent itself before it opened")
                        .register(meters);
    }

    /// Returns when it is done, two seconds after `longest` at the latest. Where no petition is
    /// open there is nothing to ask for; where anything goes wrong, that is no reason not to open.
    void play(Duration longest) {
        long begin = opening.nanoTime().getAsLong();
        Optional<String> petition = open();
        if (longest.isZero() || petition.isEmpty()) {
            return;
        }
        PublicSide side = apart();
        try {
            String deployment =
                    Awaited.listen(
                            vertx.deployVerticle(new PublicServer(side)), "warm-up", HOST, 0);
            try {
                Flood flood =
                        new Flood(
                                new InetSocketAddress(
                                        InetAddress.getByAddress(ADDRESS), side.port().get()),
                                petition.get(),
                                side.nanoTime(),
                                side.random());
                requests.increment(flood.send(begin + longest.toNanos() / 2));
                side.pressure().tick();
                requests.increment(flood.send(begin + longest.toNanos()));
            } finally {
                vertx.undeploy(deployment);
            }
        } catch (IOException | StartException e) {
            LOG.warn("the warm-up ended early: {}", e.getMessage());
        }
    }

    private Optional<String> open() {
        Instant now = opening.clock().instant();
        return opening.petitions().all().stream()
                .filter(petition -> PetitionState.of(petition, now) == PetitionState.OPEN)
                .map(PetitionRow::slug)
                .findFirst();
    }

    private PublicSide apart() {
        MeterRegistry meters = new SimpleMeterRegistry();
        Settings settings = settings(opening.settings());
        Budgets budgets =
                SourceBudgets.of(settings, null, opening.nanoTime(), opening.random(), meters);
        byte[] key = new byte[ChallengeKeys.KEY_BYTES_MAX];
        opening.random().nextBytes(key);
        ChallengeKeys keys = ChallengeKeys.of(key, List.of());
        Pressure pressure = new Pressure(() -> LATE, meters);
        return new PublicSide(
                settings,
                opening.clock(),
                opening.random(),
                opening.connector(),
                new Connections(
                        Sizes.connections(settings),
                        _ -> false,
                        budgets,
                        () -> pressure.read().budgetShare(),
                        false,
                        Deadlines.USUAL,
                        opening.nanoTime(),
                        meters),
                opening.sources(),
                budgets,
                pressure,
                new LoopDelays(opening.nanoTime()),
                () -> keys,
                opening.digests(),
                new Intake(
                        Sizes.intake(settings),
                        new DatabaseBreaker(meters, opening.nanoTime()),
                        opening.intake().journal(),
                        opening.clock(),
                        opening.random(),
                        meters,
                        _ -> {}),
                opening.petitions(),
                opening.counts(),
                opening.documents(),
                opening.assets(),
                opening.pages(),
                new PublicMetrics(meters),
                PublicSide.streamsBound(settings, meters),
                PublicSide.tarpitBound(settings, meters),
                opening.nanoTime(),
                new AtomicInteger());
    }

    private static Settings settings(Settings of) {
        Settings.Http http = of.http();
        Settings.Challenge challenge = of.challenge();
        Settings.Budgets budgets = of.budgets();
        return new Settings(
                new Settings.Http(
                        HOST,
                        FREE_PORT,
                        null,
                        http.publicUrl(),
                        1,
                        http.connectionsMax(),
                        http.eventStreamsMax(),
                        TARPIT_MAX,
                        http.lameDuck(),
                        http.warmUp()),
                of.operator(),
                of.database(),
                of.dataDir(),
                new Settings.Source(List.of(), false, List.of(), null),
                new Settings.Budgets(
                        OF_A_SOURCE,
                        OF_A_SOURCE,
                        OF_A_SOURCE,
                        budgets.failedWork(),
                        budgets.signatures(),
                        budgets.heldSignatures(),
                        budgets.abandonedWaits()),
                new Settings.Challenge(
                        PRICE_BASE,
                        PRICE_CEILING,
                        challenge.validity(),
                        true,
                        challenge.keyRotation()),
                of.intake(),
                of.journal(),
                of.batchDeadline(),
                null);
    }
}
