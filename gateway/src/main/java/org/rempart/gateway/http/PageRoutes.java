package org.rempart.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;

import org.rempart.gateway.http.page.Asset;
import org.rempart.gateway.http.page.Assets;
import org.rempart.gateway.http.page.LanguageChoice;
import org.rempart.gateway.http.page.PageHeaders;
import org.rempart.gateway.http.page.Pages;
import org.rempart.gateway.http.page.PetitionView;
import org.rempart.gateway.petition.Counts;
import org.rempart.gateway.petition.PetitionState;
import org.rempart.gateway.petition.Petitions;
import org.rempart.gateway.storage.PetitionRow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The pages and the files they load.
///
/// One for each event loop.
final class PageRoutes {
    private final Petitions petitions;
    private final Counts counts;
    private final Assets assets;
    private final Pages pages;
    private final InstantSource clock;
    private final PreparedPages prepared;

    PageRoutes(
            Petitions petitions, Counts counts, Assets assets, Pages pages, InstantSource clock) {
        this.petitions = petitions;
        this.counts = counts;
        this.assets = assets;
        this.pages = pages;
        this.clock = clock;
        this.prepared = new PreparedPages(clock);
    }

    void mount(Router router) {
        router.get("/").handler(context -> index(context.request()));
        router.getWithRegex("/petitions/(?<slug>[^/]{1,200})")
                .handler(context -> petition(context.request(), context.pathParam("slug")));
        router.getWithRegex("/assets/(?<version>[^/]{1,64})/(?<name>.{1,100})")
                .handler(context ->
                        asset(
                                context.request(),
                                context.pathParam("version"),
                                context.pathParam("name")));
        router.get("/robots.txt").handler(context -> robots(context.request()));
    }

    private void index(HttpServerRequest request) {
        LanguageChoice language = language(request);
        Instant now = clock.instant();
        send(
                request,
                language,
                prepared.page("/", language, () -> pages.index(openPetitions(now), language)));
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
            HttpServerResponse response = request.response().setStatusCode(404);
            PageHeaders.ALL.forEach(response::putHeader);
            response.putHeader(HttpHeaders.CONTENT_LANGUAGE, language.language().tag())
                    .end(Buffer.buffer(pages.notFound(language)));
            return;
        }
        send(
                request,
                language,
                prepared.page(
                        slug,
                        language,
                        () -> pages.petition(view(petition, clock.instant()), language)));
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

    private static void send(
            HttpServerRequest request, LanguageChoice language, PreparedPages.Page page) {
        HttpServerResponse response = request.response();
        PageHeaders.ALL.forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONTENT_LANGUAGE, language.language().tag())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, page.etag());
        if (page.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.end(page.body());
        }
    }

    private void asset(HttpServerRequest request, String version, String name) {
        Optional<Asset> found = assets.find(name);
        if (found.isEmpty()) {
            Problem.NOT_FOUND.answer(request.response());
            return;
        }
        Asset asset = found.get();
        HttpServerResponse response =
                request.response()
                        .putHeader(HttpHeaders.CACHE_CONTROL, assets.cacheControl(version))
                        .putHeader("X-Content-Type-Options", "nosniff")
                        .putHeader(HttpHeaders.ETAG, asset.etag());
        if (asset.etag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, asset.mediaType()).end(asset.bytes());
        }
    }

    private static void robots(HttpServerRequest request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(Assets.ROBOTS);
    }
}
