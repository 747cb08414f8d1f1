package org.rempart.gateway.operator;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.operator.OpenApiExchange.Side;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A client of one gateway that keeps what was said. It sends addresses as they are, also those
/// that are none.
final class OpenApiRecorder {
    private static final long PATIENCE_S = 20;

    private record Answer(int status, MultiMap headers, String body) {}

    private final HttpClient http;
    private final RunningGateway gateway;
    private final List<OpenApiExchange> exchanges;

    /// Keeps what is said to and by that gateway in `exchanges`, in the order of the answers.
    OpenApiRecorder(Vertx vertx, RunningGateway gateway, List<OpenApiExchange> exchanges) {
        this.http = vertx.createHttpClient();
        this.gateway = gateway;
        this.exchanges = exchanges;
    }

    /// GET on the public side. Headers are names and values in turn.
    OpenApiExchange get(String address, String... headers) {
        return keep(ask(Side.PUBLIC, "GET", address, null, headers));
    }

    /// Any request on the public side.
    OpenApiExchange publicly(
            String method, String address, @Nullable String body, String... headers) {
        return keep(ask(Side.PUBLIC, method, address, body, headers));
    }

    /// POST of a JSON object on the public side.
    OpenApiExchange post(String address, String json, String... headers) {
        return keep(ask(Side.PUBLIC, "POST", address, json, typed("application/json", headers)));
    }

    /// A request on the operator side, with the token.
    OpenApiExchange operate(String method, String address) {
        return keep(ask(Side.OPERATOR, method, address, null, "Authorization", token()));
    }

    /// A request with a JSON object on the operator side, with the token.
    OpenApiExchange operate(String method, String address, String json) {
        return operate(method, address, json, "application/json");
    }

    /// A request with a body of that type on the operator side, with the token.
    OpenApiExchange operate(String method, String address, String body, String type) {
        return keep(
                ask(Side.OPERATOR, method, address, body, typed(type, "Authorization", token())));
    }

    /// A request on the operator side, without the token.
    OpenApiExchange asStranger(String method, String address) {
        return keep(ask(Side.OPERATOR, method, address, null));
    }

    /// Asks again until the answer is as wanted, and keeps that one only.
    OpenApiExchange until(Predicate<OpenApiExchange> wanted, Supplier<OpenApiExchange> question) {
        AtomicReference<@Nullable OpenApiExchange> found = new AtomicReference<>();
        Eventually.holds(() -> {
            OpenApiExchange exchange = question.get();
            found.set(exchange);
            return wanted.test(exchange);
        });
        OpenApiExchange last = found.get();
        if (last == null) {
            throw new IllegalStateException("nothing was asked");
        }
        return keep(last);
    }

    static String token() {
        return "Bearer " + RunningGateway.OPERATOR_TOKEN;
    }

    static String[] typed(String type, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = type;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return all;
    }

    /// A request that is not kept.
    OpenApiExchange ask(
            Side side, String method, String address, @Nullable String body, String... headers) {
        Map<String, String> sent = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            sent.put(headers[i], headers[i + 1]);
        }
        URI server = URI.create(side == Side.PUBLIC ? gateway.publicUrl() : gateway.operatorUrl());
        RequestOptions options =
                new RequestOptions()
                        .setMethod(HttpMethod.valueOf(method))
                        .setHost(server.getHost())
                        .setPort(server.getPort())
                        .setURI(address);
        sent.forEach(options::putHeader);
        Answer answer =
                await(
                        method + " " + address,
                        http.request(options).compose(request -> send(request, body)));
        return new OpenApiExchange(
                side,
                method,
                address,
                sent,
                body,
                answer.status(),
                answer.headers(),
                answer.body());
    }

    /// Called on the event loop, where the body cannot come before somebody waits for it.
    private static Future<Answer> send(HttpClientRequest request, @Nullable String body) {
        return (body == null ? request.send() : request.send(Buffer.buffer(body)))
                .compose(response ->
                        body(response)
                                .map(read ->
                                        new Answer(
                                                response.statusCode(),
                                                response.headers(),
                                                read.toString())));
    }

    private static <T> T await(String what, Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The whole body; of an event stream, what came up to the first event.
    private static Future<Buffer> body(HttpClientResponse response) {
        if (!"text/event-stream".equals(response.getHeader("content-type"))) {
            return response.body();
        }
        Promise<Buffer> first = Promise.promise();
        Buffer read = Buffer.buffer();
        response.handler(part -> {
            String text = read.appendBuffer(part).toString();
            if (text.contains("data: ") && text.endsWith("\n\n")) {
                first.tryComplete(read);
                response.request().connection().close();
            }
        });
        response.exceptionHandler(first::tryFail);
        return first.future();
    }

    private OpenApiExchange keep(OpenApiExchange exchange) {
        exchanges.add(exchange);
        return exchange;
    }
}
