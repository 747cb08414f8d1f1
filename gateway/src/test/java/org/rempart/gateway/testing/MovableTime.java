package org.rempart.gateway.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A database's clock that a test moves. What is asked of `now()` and its kind by name finds the
/// functions made here before PostgreSQL's own, on every connection that is opened afterwards.
public final class MovableTime {
    private final TestDatabase database;
    private final AtomicLong passedNanos = new AtomicLong();

    private MovableTime(TestDatabase database) {
        this.database = database;
    }

    /// Takes the clock of a database that has its schema already.
    public static MovableTime of(TestDatabase database) {
        database.run("CREATE TABLE public.clock_error (by interval)");
        database.run("INSERT INTO public.clock_error VALUES ('0')");
        for (String name : new String[] {"now", "clock_timestamp", "statement_timestamp"}) {
            database.run(
                    """
                    CREATE FUNCTION public.%1$s() RETURNS timestamptz LANGUAGE sql STABLE
                    RETURN pg_catalog.%1$s() + (SELECT by FROM public.clock_error)
                    """
                            .formatted(name));
        }
        database.run(
                "ALTER DATABASE %s SET search_path = public, pg_catalog"
                        .formatted(database.name()));
        return new MovableTime(database);
    }

    /// Puts the clock forward, or back.
    public void move(Duration by) {
        database.run(
                "UPDATE public.clock_error SET by = by + interval '%d ms'"
                        .formatted(by.toMillis()));
    }

    /// As if that much time had gone by, for the database and for gateways on [#nanoTime()]. Until
    /// they have asked the database again, a second later at most, it may be more for them.
    public void pass(Duration time) {
        move(time);
        passedNanos.addAndGet(time.toNanos());
    }

    /// What a gateway runs on that is to notice at once.
    public LongSupplier nanoTime() {
        return () -> System.nanoTime() + passedNanos.get();
    }
}
