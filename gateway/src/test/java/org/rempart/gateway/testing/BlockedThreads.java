package org.rempart.gateway.testing;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Hears what Vert.x says of event loops that were blocked; `logback-test.xml` puts it there. A
/// gateway that blocked one fails its test when it is closed.
public final class BlockedThreads extends AppenderBase<ILoggingEvent> {
    private static final Queue<String> REPORTS = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
        REPORTS.add(event.getFormattedMessage());
    }

    static void failIfAny() {
        String report = REPORTS.poll();
        if (report != null) {
            throw new AssertionError("an event loop was blocked: " + report);
        }
    }
}
