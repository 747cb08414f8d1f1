package org.rempart.gateway.http.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.internal.PlatformDependent;

import java.util.EnumMap;
import java.util.Map;

/// What is counted of connections; each is there from the start.
final class ConnectionMetrics {
    private final Map<Refused, Counter> refused = new EnumMap<>(Refused.class);
    private final Map<ClosedFor, Counter> closed = new EnumMap<>(ClosedFor.class);

    ConnectionMetrics(OpenConnections open, MeterRegistry meters) {
        Gauge.builder("rempart.connections", open, OpenConnections::open)
                .description("connections of the public side that are open")
                .register(meters);
        Gauge.builder("rempart.connections.memory", PlatformDependent::usedDirectMemory)
                .description("memory outside the heap that connections use")
                .baseUnit("bytes")
                .register(meters);
        for (Refused reason : Refused.values()) {
            refused.put(
                    reason,
                    Counter.builder("rempart.connections.refused")
                            .description("connections closed as they were opened")
                            .tag("reason", reason.label)
                            .register(meters));
        }
        for (ClosedFor reason : ClosedFor.values()) {
            closed.put(
                    reason,
                    Counter.builder("rempart.connections.closed")
                            .description(
                                    "connections closed because the client was late or flooded")
                            .tag("reason", reason.label)
                            .register(meters));
        }
    }

    void refused(Refused reason) {
        Counter counter = refused.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void closed(ClosedFor reason) {
        Counter counter = closed.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
