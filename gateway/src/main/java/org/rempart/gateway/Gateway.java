package org.rempart.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.http.PetitionDocuments;
import org.rempart.gateway.http.PublicMetrics;
import org.rempart.gateway.http.PublicServer;
import org.rempart.gateway.http.PublicSide;
import org.rempart.gateway.http.connection.Connections;
import org.rempart.gateway.http.connection.Deadlines;
import org.rempart.gateway.http.page.Assets;
import org.rempart.gateway.http.page.Pages;
import org.rempart.gateway.intake.DatabaseBreaker;
import org.rempart.gateway.intake.Drain;
import org.rempart.gateway.intake.EventLoop;
import org.rempart.gateway.intake.Intake;
import org.rempart.gateway.operator.OperatorServer;
import org.rempart.gateway.operator.OperatorSide;
import org.rempart.gateway.operator.Rates;
import org.rempart.gateway.petition.CountNews;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.pressure.Heap;
import org.rempart.gateway.pressure.LoopDelays;
import org.rempart.gateway.pressure.Measured;
import org.rempart.gateway.pressure.Pressure;
import org.rempart.gateway.settings.DatabaseUrl;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.signature.SignatureDigests;
import org.rempart.gateway.source.Budgets;
import org.rempart.gateway.source.Networks;
import org.rempart.gateway.source.PressingNetworks;
import org.rempart.gateway.source.SourceResolver;
import org.rempart.gateway.source.TrustedProxies;
import org.rempart.gateway.storage.Change;
import org.rempart.gateway.storage.ChangeFeed;
import org.rempart.gateway.storage.Connector;
import org.rempart.gateway.storage.DatabaseClock;
import org.rempart.gateway.storage.EmbeddedDatabase;
import org.rempart.gateway.storage.KeyStore;
import org.rempart.gateway.storage.Link;
import org.rempart.gateway.storage.Migrations;
import org.rempart.gateway.storage.PetitionStore;
import org.rempart.gateway.storage.PgSignatureStore;
import org.rempart.gateway.storage.SpentChallenges;
import org.rempart.gateway.storage.StorageException;
import org.rempart.gateway.storage.TallyStore;
import org.rempart.gateway.storage.journal.Journal;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The composition root: builds every room and hands each what it needs. Reading it is reading the
/// architecture.
public final class Gateway implements AutoCloseable {
    /// SIGTERM leaves ten seconds; the lame duck's time, or the embedded database, needs some of
    /// them. What each part of a stop may take adds up to less.
    private static final long STOP_WAIT_S_MAX = 7;

    /// Well above what a batch of the drain takes. A database that takes longer hangs, and what is
    /// left of the batch is for the next life.
    private static final long DRAIN_STOP_WAIT_MS_MAX = 1_000;

    /// An event loop that is busy with one thing for longer is reported: nothing takes a hundredth
    /// of it.
    private static final long EVENT_LOOP_BLOCKED_MS = 1_000;

    /// Nobody waits for a batch of the drain, so a slow database is given time with it.
    private static final Duration DRAIN_DEADLINE = Duration.ofSeconds(5);

    /// Word from another gateway can be missed; by then it is made up for.
    private static final long REFRESH_INTERVAL_MS = 5_000;

    /// A tenth of the time by which a new challenge key is announced.
    private static final long KEYS_INTERVAL_MS = 30_000;

    private final Settings settings;
    private final Vertx vertx;
    private final ExecutorService journalWriter =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("journal").daemon().factory());
    private final AtomicInteger publicPort;
    private final AtomicInteger operatorPort;
    private @Nullable EmbeddedDatabase embedded;
    private @Nullable ChangeFeed feed;
    private @Nullable Link link;
    private @Nullable Link drainLink;
    private @Nullable Drain drain;
    private @Nullable Journal journal;
    private @Nullable String publicServers;
    private @Nullable String operatorServer;
    private volatile boolean leaving;

    private Gateway(Settings settings) {
        this.settings = settings;
        this.vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setPreferNativeTransport(true)
                                .setBlockedThreadCheckInterval(EVENT_LOOP_BLOCKED_MS / 2)
                                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                                .setMaxEventLoopExecuteTime(EVENT_LOOP_BLOCKED_MS));
        this.publicPort = new AtomicInteger();
        this.operatorPort = new AtomicInteger();
    }

    /// Starts a gateway; returns when it takes signatures.
    ///
    /// @param token what the operator side asks for
    /// @param nanoTime nanoseconds of a clock that only moves forward. What time it is, the
    ///   database says
    /// @throws StorageException when the database cannot be used
    /// @throws StartException when something else stands in the way
    public static Gateway start(Settings settings, Settings.Secret token, LongSupplier nanoTime) {
        Gateway gateway = new Gateway(settings);
        try {
            gateway.compose(token, nanoTime);
            return gateway;
        } catch (RuntimeException e) {
            gateway.close();
            throw e;
        }
    }

    private void compose(Settings.Secret token, LongSupplier nanoTime) {
        SecureRandom random = new SecureRandom();
        PrometheusMeterRegistry meters = ProcessMeters.registry();
        TrustedProxies proxies = RoomChecks.trustedProxies(settings);
        Networks networks = RoomChecks.networks(settings);
        Budgets budgets = SourceBudgets.of(settings, networks, nanoTime, random, meters);
        RoomChecks.tls(vertx, settings);
        DatabaseUrl url = database();
        Migrations.run(url);

        PublicMetrics metrics = new PublicMetrics(meters);

        Context home = vertx.getOrCreateContext();
        Connector connector = new Connector(vertx, url, settings.batchDeadline());
        Link shared = new Link(vertx, home, connector, settings.batchDeadline());
        link = shared;

        Petitions petitions = new Petitions(new PetitionStore(shared));
        Counts counts = new Counts(vertx, new TallyStore(shared), petitions);
        DatabaseClock clock = new DatabaseClock(nanoTime);
        ChangeFeed changes =
                new ChangeFeed(
                        vertx,
                        home,
                        connector,
                        settings.batchDeadline(),
                        clock,
                        change -> hear(change, petitions, counts));
        feed = changes;
        Awaited.stored(changes.start());
        CountNews news = new CountNews(vertx, changes);

        Journal kept = Journals.open(settings, journalWriter, clock, meters);
        journal = kept;
        Intake intake =
                new Intake(
                        Sizes.intake(settings),
                        new DatabaseBreaker(meters, nanoTime),
                        kept,
                        clock,
                        random,
                        meters,
                        moved -> {
                            counts.moved(moved);
                            news.moved(moved);
                        });
        LoopDelays loops = new LoopDelays(nanoTime);
        Pressure pressure = new Pressure(measure(intake, loops), meters);

        KeyStore keyStore = new KeyStore(shared, random);
        ChallengeKeyRing keys = new ChallengeKeyRing(keyStore, settings.challenge().keyRotation());
        Awaited.stored(keys.refresh());
        Supplier<SignatureDigests> digests = digests(keyStore);
        Awaited.stored(
                DemoPetition.unlessThereIsOne(new PetitionStore(shared), clock)
                        .compose(_ -> petitions.refresh()));
        Awaited.stored(counts.allMoved());

        Assets assets = Assets.load();
        PetitionDocuments documents = new PetitionDocuments(settings.http().publicUrl());
        PublicSide publicSide =
                new PublicSide(
                        settings,
                        clock,
                        random,
                        connector,
                        new Connections(
                                Sizes.connections(settings),
                                proxies::trusts,
                                budgets,
                                () -> pressure.read().budgetShare(),
                                settings.source().proxyProtocol(),
                                Deadlines.USUAL,
                                nanoTime,
                                meters),
                        new SourceResolver(proxies),
                        budgets,
                        pressure,
                        loops,
                        keys,
                        digests,
                        intake,
                        petitions,
                        counts,
                        documents,
                        assets,
                        new Pages(assets),
                        metrics,
                        PublicSide.streamsBound(settings, meters),
                        PublicSide.tarpitBound(settings, meters),
                        nanoTime,
                        publicPort);
        OperatorSide operatorSide =
                new OperatorSide(
                        settings,
                        token,
                        clock,
                        new Connector(vertx, url, OperatorServer.QUERY_DEADLINE),
                        changes,
                        petitions,
                        counts,
                        documents,
                        pressure,
                        intake,
                        new Rates(metrics),
                        new PressingNetworks(budgets, networks),
                        metrics,
                        meters,
                        () -> leaving,
                        operatorPort);

        removeSpentChallenges(new SpentChallenges(vertx, shared), meters);
        Link opened =
                new Link(vertx, home, new Connector(vertx, url, DRAIN_DEADLINE), DRAIN_DEADLINE);
        drainLink = opened;
        Drain brought =
                new Drain(intake, new EventLoop(vertx, home), new PgSignatureStore(opened), meters);
        drain = brought;
        brought.start();
        vertx.setPeriodic(Pressure.TICK_MS, _ -> pressure.tick());
        vertx.setPeriodic(KEYS_INTERVAL_MS, _ -> keys.refresh());
        vertx.setPeriodic(
                REFRESH_INTERVAL_MS, _ -> hear(new Change.Everything(), petitions, counts));
        new WarmUp(vertx, publicSide, meters).play(settings.http().warmUp());
        publicServers =
                Awaited.listen(
                        vertx.deployVerticle(
                                () -> new PublicServer(publicSide),
                                new DeploymentOptions().setInstances(Sizes.eventLoops(settings))),
                        "http",
                        settings.http().host(),
                        settings.http().port());
        operatorServer =
                Awaited.listen(
                        vertx.deployVerticle(new OperatorServer(operatorSide)),
                        "operator",
                        settings.operator().host(),
                        settings.operator().port());
    }

    private static Supplier<Measured> measure(Intake intake, LoopDelays loops) {
        Heap heap = new Heap();
        return () ->
                new Measured(
                        intake.waitShare(),
                        intake.journal().share(),
                        intake.breaker().state() != DatabaseBreaker.State.UP,
                        !intake.takesSignatures(),
                        TimeUnit.NANOSECONDS.toMicros(loops.worstNanos()) / 1_000.0,
                        heap.liveShare());
    }

    private void removeSpentChallenges(SpentChallenges challenges, PrometheusMeterRegistry meters) {
        FunctionCounter.builder("rempart.spent.removed", challenges, SpentChallenges::removed)
                .description("spent challenges that this gateway removed")
                .register(meters);
        Gauge.builder("rempart.spent.challenges", challenges, SpentChallenges::remembered)
                .description("spent challenges remembered, as the database estimates")
                .register(meters);
        vertx.setPeriodic(
                SpentChallenges.ROUND_INTERVAL.toMillis(), _ -> challenges.removeExpired());
    }

    private DatabaseUrl database() {
        DatabaseUrl external = settings.database();
        if (external != null) {
            return external;
        }
        EmbeddedDatabase started = EmbeddedDatabase.start(settings.dataDir());
        embedded = started;
        return started.url();
    }

    private static void hear(Change change, Petitions petitions, Counts counts) {
        switch (change) {
            case Change.Counts moved -> counts.moved(moved.petitions());
            case Change.Petitions _, Change.Everything _ ->
                    petitions.refresh().onSuccess(_ -> counts.allMoved());
        }
    }

    private static Supplier<SignatureDigests> digests(KeyStore keys) {
        byte[] key = Awaited.stored(keys.lastingKey("signatures")).getBytes();
        return () -> new SignatureDigests(key);
    }

    /// The port of the public side.
    public int publicPort() {
        return publicPort.get();
    }

    /// The port of the operator side.
    public int operatorPort() {
        return operatorPort.get();
    }

    /// As [#close()], after a time in which load balancers learn from `/health/ready` to look for
    /// another gateway and requests are served as ever. With an embedded database there is no
    /// other.
    ///
    /// @throws InterruptedException when interrupted meanwhile; then it is not closed
    public void leave() throws InterruptedException {
        leaving = true;
        if (embedded == null) {
            Thread.sleep(settings.http().lameDuck());
        }
        close();
    }

    /// Takes nothing new, answers what was taken, and lets go of everything, within ten seconds.
    ///
    /// Each step begins when those who need what it takes away have ended: requests, then the
    /// drain, then connections to the database, then the journal, then the event loops.
    @Override
    public void close() {
        leaving = true;
        await(
                undeployed(publicServers)
                        .eventually(() -> Future.join(undeployed(operatorServer), drainEnded()))
                        .eventually(() ->
                                Future.join(
                                        closed(feed, ChangeFeed::close),
                                        closed(link, Link::close),
                                        closed(drainLink, Link::close)))
                        .eventually(() -> closed(journal, Journal::close)));
        await(vertx.close());
        journalWriter.shutdown();
        if (embedded != null) {
            embedded.close();
        }
    }

    private static void await(Future<?> ended) {
        try {
            ended.toCompletionStage().toCompletableFuture().get(STOP_WAIT_S_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // what is left ends with the process
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<Void> undeployed(@Nullable String deployment) {
        return deployment == null ? Future.succeededFuture() : vertx.undeploy(deployment);
    }

    private Future<Void> drainEnded() {
        return closed(drain, Drain::stop)
                .timeout(DRAIN_STOP_WAIT_MS_MAX, TimeUnit.MILLISECONDS)
                .otherwiseEmpty();
    }

    private static <T> Future<Void> closed(@Nullable T part, Function<T, Future<Void>> close) {
        return part == null ? Future.succeededFuture() : close.apply(part);
    }
}
