package org.rempart.gateway.hostile;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Hears every warning and error that is logged, until it is closed: what goes on with clients, of
/// whatever kind, is counted and not logged.
final class LoggedFaults extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    /// Listens from now on.
    static LoggedFaults listen() {
        LoggedFaults faults = new LoggedFaults();
        faults.start();
        faults.root.addAppender(faults);
        return faults;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            String thrown =
                    event.getThrowableProxy() == null
                            ? ""
                            : ": " + event.getThrowableProxy().getClassName();
            faults.add(event.getLoggerName() + ": " + event.getFormattedMessage() + thrown);
        }
    }

    Queue<String> faults() {
        return faults;
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}
