package org.rempart.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.challenge.ChallengeIssuer;
import org.rempart.gateway.challenge.ChallengeVerifier;
import org.rempart.gateway.intake.EventLoop;
import org.rempart.gateway.intake.Lane;
import org.rempart.gateway.pressure.LoopDelay;
import org.rempart.gateway.settings.Settings;
import org.rempart.gateway.signature.FormReader;
import org.rempart.gateway.storage.Link;
import org.rempart.gateway.storage.PetitionRow;
import org.rempart.gateway.storage.PgSignatureStore;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// One event loop of the public side, with everything that belongs to it alone: its routes, its
/// cryptography, its lane to the database. All of them listen on one port.
public final class PublicServer extends VerticleBase {
    private static final int REQUEST_LINE_BYTES_MAX = 2_048;
    private static final int HEADER_BYTES_MAX = 8_192;

    /// Answers that are on their way when the gateway stops have this long to leave.
    private static final long CLOSE_WAIT_S_MAX = 2;

    private static final String SLUG = "/petitions/(?<slug>[^/]{1,200})";

    /// So long a client that is busy has to send once more on a connection it keeps, and to be told
    /// in the answer to send no more. What is quiet for longer is closed without a word.
    private static final long LAST_ANSWERS_MS = 500;

    private static final long HTTP2_NO_ERROR = 0;

    private static final Set<HttpMethod> GET = Set.of(HttpMethod.GET);
    private static final Set<HttpMethod> POST = Set.of(HttpMethod.POST);
    private static final Set<HttpMethod> OPTIONS = Set.of(HttpMethod.OPTIONS);

    private final PublicSide side;
    private boolean stopping;
    private @Nullable HttpServer server;
    private @Nullable LoopDelay delay;
    private @Nullable EventStreams streams;
    private @Nullable Tarpit tarpit;
    private @Nullable Lane lane;
    private @Nullable Link link;

    /// An event loop of that public side.
    public PublicServer(PublicSide side) {
        this.side = side;
    }

    @Override
    public Future<?> start() {
        Link writer = new Link(vertx, context, side.connector(), side.settings().batchDeadline());
        Lane opened =
                side.intake().lane(new EventLoop(vertx, context), new PgSignatureStore(writer));
        RequestSource sources = new RequestSource(side.sources()::resolve);
        CountDocuments countDocuments = new CountDocuments(side.counts()::current);
        EventStreams events =
                new EventStreams(vertx, side.streams(), countDocuments, side.petitions()::has);
        link = writer;
        lane = opened;
        streams = events;
        LoopDelay probed = side.loops().add();
        delay = probed;
        probe(probed);
        HttpServer created = side.connections().server(vertx, options());
        server = created;
        BodyReader bodies =
                new BodyReader(vertx, FormReader.BODY_BYTES_MAX, side.connections()::cutOff);
        Tarpit held = new Tarpit(side.tarpit(), new Patience(side.budgets()), side.nanoTime());
        tarpit = held;
        vertx.setPeriodic(Tarpit.TICK_MS, _ -> held.tick());
        Admission admission =
                new Admission(sources, side.budgets(), side.pressure(), held, side.metrics());
        Router router = router(opened, events, bodies, sources, countDocuments, admission);
        return created.requestHandler(request -> serve(router, bodies, admission, request))
                .exceptionHandler(_ -> {})
                .listen()
                .onSuccess(listening -> side.port().set(listening.actualPort()));
    }

    /// A timer each time anew: a periodic one makes up for what it missed, all at once.
    private void probe(LoopDelay probed) {
        vertx.setTimer(
                LoopDelay.PROBE_INTERVAL_MS,
                _ -> {
                    probed.probed();
                    probe(probed);
                });
    }

    /// A refusal for a budget that is used up costs no more than this.
    private void serve(
            Router router, BodyReader bodies, Admission admission, HttpServerRequest request) {
        if (stopping) {
            askForNoMore(request);
        }
        bodies.bound(request);
        if (!admission.admits(request)) {
            return;
        }
        if (RequestForm.isSound(request)) {
            router.handle(request);
        } else {
            RequestForm.refuse(request);
        }
    }

    /// What is sent before the client has read this is still answered (RFC 9112, section 9.6; RFC
    /// 9113, section 6.8).
    private static void askForNoMore(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.connection().goAway(HTTP2_NO_ERROR, Integer.MAX_VALUE);
        } else {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    private HttpServerOptions options() {
        Settings.Http http = side.settings().http();
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost(http.host())
                        // a negative port is a free one that all event loops share
                        .setPort(http.port() == 0 ? -1 : http.port())
                        .setMaxInitialLineLength(REQUEST_LINE_BYTES_MAX)
                        .setMaxHeaderSize(HEADER_BYTES_MAX);
        Settings.Tls tls = http.tls();
        if (tls != null) {
            options.setSsl(true).setUseAlpn(true).setKeyCertOptions(keyAndCertificate(tls));
        }
        return options;
    }

    private static PemKeyCertOptions keyAndCertificate(Settings.Tls tls) {
        return new PemKeyCertOptions()
                .addCertPath(tls.certificate().toString())
                .addKeyPath(tls.key().toString());
    }

    /// Looks at the files of TLS as the server will.
    ///
    /// @throws IllegalArgumentException with what they must be
    public static void checkTls(Vertx vertx, Settings.Http http) {
        Settings.Tls tls = http.tls();
        if (tls == null) {
            return;
        }
        try {
            keyAndCertificate(tls).getKeyManagerFactory(vertx);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "%s and %s must be a chain of certificates and its key, unencrypted, in PEM"
                            .formatted(tls.certificate(), tls.key()),
                    e);
        }
    }

    private Router router(
            Lane opened,
            EventStreams events,
            BodyReader bodies,
            RequestSource sources,
            CountDocuments countDocuments,
            Admission admission) {
        Settings settings = side.settings();
        Audiences audiences = new Audiences(settings.challenge().boundToSource());
        ChallengeRoute challenge =
                new ChallengeRoute(
                        admission,
                        side.pressure(),
                        audiences,
                        new ChallengeIssuer(side.challengeKeys(), side.random(), side.clock()),
                        settings.challenge(),
                        side.clock(),
                        side.metrics());
        SignatureRoute signatures =
                new SignatureRoute(
                        admission,
                        bodies,
                        new FormReader(),
                        new ChallengeVerifier(
                                side.challengeKeys(),
                                side.clock(),
                                settings.challenge().ceiling(),
                                ChallengeVerifier.clockSkew(settings.challenge().validity())),
                        audiences,
                        side.digests().get(),
                        opened,
                        side.clock(),
                        side.metrics());
        PetitionRoutes petitions =
                new PetitionRoutes(
                        side.petitions(),
                        side.counts(),
                        new FreshCounts(context, side.counts()),
                        countDocuments,
                        side.documents(),
                        side.clock());
        PageRoutes pages =
                new PageRoutes(
                        side.petitions(), side.counts(), side.assets(), side.pages(), side.clock());
        ConsentRoute consent = new ConsentRoute(settings.rehearsalToken(), side.clock());

        Routes routes = new Routes(vertx);
        onPetition(
                routes,
                POST,
                SLUG + "/signatures",
                (request, petition) -> signatures.handle(request, sources.of(request), petition));
        onPetition(routes, OPTIONS, SLUG + "/signatures", Cors::preflight);
        onPetition(
                routes,
                GET,
                SLUG + "/challenge",
                (request, petition) -> challenge.handle(request, sources.of(request), petition));
        onPetition(routes, Routes.READ, SLUG + "/count\\.json", petitions::count);
        onPetition(
                routes,
                GET,
                SLUG + "/count/events",
                (request, petition) -> events.handle(request, sources.of(request), petition));
        routes.on(Routes.READ, "/petitions.json", context -> petitions.list(context.request()));
        onPetition(routes, Routes.READ, SLUG + "\\.json", petitions::petition);
        pages.mount(routes);
        routes.on(
                HttpMethod.GET, "/rehearsal/consent", context -> consent.handle(context.request()));
        return routes.router();
    }

    private void onPetition(
            Routes routes,
            Set<HttpMethod> methods,
            String pattern,
            BiConsumer<HttpServerRequest, PetitionRow> handler) {
        routes.onMatch(
                methods,
                pattern,
                context -> {
                    PetitionRow petition = side.petitions().find(context.pathParam("slug"));
                    if (petition == null) {
                        Cors.anyone(context.response());
                        side.metrics().refused(Problem.PETITION_UNKNOWN);
                        Problem.PETITION_UNKNOWN.answer(context.request());
                    } else {
                        handler.accept(context.request(), petition);
                    }
                });
    }

    /// Answers what was taken, tells clients to send no more, then lets go.
    @Override
    public Future<?> stop() {
        HttpServer listening = server;
        Lane opened = lane;
        EventStreams events = streams;
        Link writer = link;
        if (listening == null || opened == null || events == null || writer == null) {
            return Future.succeededFuture();
        }
        stopping = true;
        if (delay != null) {
            side.loops().remove(delay);
        }
        events.close();
        if (tarpit != null) {
            tarpit.close();
        }
        return Future.join(opened.drain(), vertx.timer(LAST_ANSWERS_MS, TimeUnit.MILLISECONDS))
                .eventually(() -> listening.shutdown(CLOSE_WAIT_S_MAX, TimeUnit.SECONDS))
                .eventually(writer::close);
    }
}
