package org.rempart.gateway;

import io.vertx.core.Future;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// What the start waits for, and the sentence when it does not come.
final class Awaited {
    private static final long START_WAIT_S_MAX = 30;

    private Awaited() {}

    static String listen(Future<String> deployment, String side, String host, int port) {
        return await(
                deployment,
                cause ->
                        "cannot listen on %s:%d (%s.host, %s.port): %s"
                                .formatted(host, port, side, side, whyNot(cause)));
    }

    private static String whyNot(Throwable cause) {
        return switch (cause) {
            case UnknownHostException _ -> "there is no such host";
            case IOException _ -> "the port is in use, or the address is not ours to take";
            default -> "the server does not start";
        };
    }

    static <T> T stored(Future<T> future) {
        return await(
                future, cause -> "the database does not do what is asked: " + firstLine(cause));
    }

    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
    }

    private static <T> T await(Future<T> future, Function<Throwable, String> sentence) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(START_WAIT_S_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartException(sentence.apply(cause), cause);
        } catch (TimeoutException e) {
            throw new StartException(sentence.apply(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while starting", e);
        }
    }
}
