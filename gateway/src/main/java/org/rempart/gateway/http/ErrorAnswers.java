package org.rempart.gateway.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a router answers when no route does, or when one fails.
final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private ErrorAnswers() {}

    /// Makes problem documents of a router's errors.
    static Router on(Router router) {
        return router.errorHandler(400, context -> Problem.MALFORMED.answer(context.request()))
                .errorHandler(404, context -> Problem.NOT_FOUND.answer(context.request()))
                .errorHandler(405, context -> Problem.METHOD_NOT_ALLOWED.answer(context.request()))
                .errorHandler(500, ErrorAnswers::unexpected);
    }

    /// A fault of ours. Its class and place are logged, not what it was about: a message may hold
    /// what somebody sent.
    private static void unexpected(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure != null) {
            StackTraceElement[] trace = failure.getStackTrace();
            LOG.error(
                    "unexpected {} at {}",
                    failure.getClass().getName(),
                    trace.length == 0 ? "an unknown place" : trace[0]);
        }
        Problem.UNEXPECTED.answer(context.request());
    }
}
