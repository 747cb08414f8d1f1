package org.rempart.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The addresses of a server. One that is there answers a method that it does not take with 405 and
/// says which it does (RFC 9110, section 15.5.6).
public final class Routes {
    /// `HEAD` is `GET` without the body (RFC 9110, section 9.3.2).
    public static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Router router;
    private final Map<String, Set<String>> methodsByPath = new LinkedHashMap<>();
    private final Map<String, Set<String>> methodsByRegex = new LinkedHashMap<>();

    /// None yet.
    public Routes(Vertx vertx) {
        this.router = Router.router(vertx);
    }

    /// What stands before everything below a path, and hands on or answers.
    public void before(String path, Handler<RoutingContext> handler) {
        router.route(path).handler(handler);
    }

    /// A path, perhaps with parameters (`:name`).
    public void on(HttpMethod method, String path, Handler<RoutingContext> handler) {
        on(Set.of(method), path, handler);
    }

    /// A path and several methods.
    public void on(Set<HttpMethod> methods, String path, Handler<RoutingContext> handler) {
        mount(router.route(path), methods, methodsByPath, path, handler);
    }

    /// Paths that match a regular expression, whose named groups are parameters.
    public void onMatch(Set<HttpMethod> methods, String regex, Handler<RoutingContext> handler) {
        mount(router.routeWithRegex(regex), methods, methodsByRegex, regex, handler);
    }

    private static void mount(
            Route route,
            Set<HttpMethod> methods,
            Map<String, Set<String>> taken,
            String path,
            Handler<RoutingContext> handler) {
        Set<String> names = taken.computeIfAbsent(path, _ -> new TreeSet<>());
        for (HttpMethod method : methods) {
            route.method(method);
            names.add(method.name());
        }
        route.handler(handler);
    }

    /// The router of all these; nothing may be added any more.
    public Router router() {
        methodsByPath.forEach((path, methods) -> refuseOthers(router.route(path), methods));
        methodsByRegex.forEach(
                (regex, methods) -> refuseOthers(router.routeWithRegex(regex), methods));
        return ErrorAnswers.on(router);
    }

    private static void refuseOthers(Route route, Set<String> methods) {
        String allowed = String.join(", ", methods);
        route.handler(context -> {
            context.response().putHeader(HttpHeaders.ALLOW, allowed);
            Problem.METHOD_NOT_ALLOWED.answer(context.request());
        });
    }
}
