package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.rempart.gateway.http.page.Asset;
import org.rempart.gateway.http.page.Assets;
import org.rempart.gateway.http.page.LanguageChoice;
import org.rempart.gateway.http.page.Pages;
import org.rempart.gateway.http.page.PetitionView;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.PetitionState;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.storage.PetitionRow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages and the files they load.
///
/// One for each event loop.
final class PageRoutes {
    private static final PreparedAnswer ROBOTS =
            new PreparedAnswer(
                    Buffer.buffer(Assets.ROBOTS),
                    PreparedAnswer.etag(Assets.ROBOTS.getBytes(StandardCharsets.UTF_8)),
                    PreparedHeaders.of(HttpHeaders.CACHE_CONTROL, "no-cache"),
                    HttpHeaders.CONTENT_TYPE,
                    "text/plain; charset=utf-8");

    private final Petitions petitions;
    private final Counts counts;
    private final Assets assets;
    private final Pages pages;
    private final InstantSource clock;
    private final PreparedPages prepared;
    private final Map<LanguageChoice, Buffer> notFound = new HashMap<>();

    /// By the value of `Cache-Control`, of which there are two, and the name.
    private final Map<String, Map<String, PreparedAnswer>> preparedAssets = new HashMap<>();

    PageRoutes(
            Petitions petitions, Counts counts, Assets assets, Pages pages, InstantSource clock) {
        this.petitions = petitions;
        this.counts = counts;
        this.assets = assets;
        this.pages = pages;
        this.clock = clock;
        this.prepared = new PreparedPages(clock);
    }

    void mount(Routes routes) {
        routes.on(Routes.READ, "/", context -> index(context.request()));
        routes.onMatch(
                Routes.READ,
                "/petitions/(?<slug>[^/]{1,200})",
                context -> petition(context.request(), context.pathParam("slug")));
        routes.onMatch(
                Routes.READ,
                "/assets/(?<version>[^/]{1,64})/(?<name>.{1,100})",
                context ->
                        asset(
                                context.request(),
                                context.pathParam("version"),
                                context.pathParam("name")));
        routes.on(Routes.READ, "/robots.txt", context -> ROBOTS.send(context.request()));
    }

    private void index(HttpServerRequest request) {
        LanguageChoice language = language(request);
        prepared.page("/", language, () -> pages.index(openPetitions(clock.instant()), language))
                .send(request);
    }

    private List<PetitionView> openPetitions(Instant now) {
        return petitions.all().stream()
                .filter(petition -> PetitionState.of(petition, now) == PetitionState.OPEN)
                .map(petition -> view(petition, now))
                .toList();
    }

    private void petition(HttpServerRequest request, String slug) {
        LanguageChoice language = language(request);
        PetitionRow petition = petitions.find(slug);
        if (petition == null) {
            notFound(request, language);
            return;
        }
        prepared.page(
                        slug,
                        language,
                        () -> pages.petition(view(petition, clock.instant()), language))
                .send(request);
    }

    private void notFound(HttpServerRequest request, LanguageChoice language) {
        Buffer page =
                notFound.computeIfAbsent(language, _ -> Buffer.buffer(pages.notFound(language)));
        HttpServerResponse response = request.response().setStatusCode(404);
        PreparedPages.headers(language).setIn(response);
        AnswerBody.end(request, page);
    }

    private PetitionView view(PetitionRow petition, Instant now) {
        return new PetitionView(
                petition.slug(),
                petition.action(),
                petition.background(),
                PetitionState.of(petition, now),
                counts.current(petition.id()).total(),
                petition.goal(),
                petition.opensAt(),
                petition.closesAt());
    }

    private static LanguageChoice language(HttpServerRequest request) {
        return LanguageChoice.of(
                request.getHeader(HttpHeaders.ACCEPT_LANGUAGE), Query.parameter(request, "lang"));
    }

    private void asset(HttpServerRequest request, String version, String name) {
        Optional<Asset> found = assets.find(name);
        if (found.isEmpty()) {
            Problem.NOT_FOUND.answer(request);
            return;
        }
        Asset asset = found.get();
        String cacheControl = assets.cacheControl(version);
        preparedAssets
                .computeIfAbsent(cacheControl, _ -> new HashMap<>())
                .computeIfAbsent(name, _ -> answer(asset, cacheControl))
                .send(request);
    }

    private static PreparedAnswer answer(Asset asset, String cacheControl) {
        return new PreparedAnswer(
                asset.bytes(),
                asset.etag(),
                PreparedHeaders.of(
                        HttpHeaders.CACHE_CONTROL,
                        cacheControl,
                        "x-content-type-options",
                        "nosniff"),
                HttpHeaders.CONTENT_TYPE,
                asset.mediaType());
    }
}
