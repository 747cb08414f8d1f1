package org.rempart.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.petition.Counts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Readers who may have signed a moment ago, and wait for the count with their own signature in it:
/// all who wait for the same reading of the database share one wait.
///
/// One for each event loop.
final class FreshCounts {
    /// 10,000 readers a second who wait 40 ms each are 400. Whoever comes on top of this many gets
    /// the count before at once, which says as of when it is true.
    static final int WAITING_MAX = 4_096;

    /// Those who wait for one reading.
    private static final class Crowd {
        final Future<Void> reading;
        final List<Runnable> readers = new ArrayList<>();

        Crowd(Future<Void> reading) {
            this.reading = reading;
        }
    }

    private final Context context;
    private final Supplier<@Nullable Future<Void>> underWay;
    private @Nullable Crowd latest;
    private int waiting;

    FreshCounts(Context context, Counts counts) {
        this(context, counts::underWay);
    }

    /// @param underWay as [Counts#underWay()]
    FreshCounts(Context context, Supplier<@Nullable Future<Void>> underWay) {
        this.context = context;
        this.underWay = underWay;
    }

    /// Runs `reader` on this event loop when there is nothing newer to wait for: at once, if
    /// nothing has moved; otherwise within [Counts#FRESH_WAIT_MS_MAX].
    void run(Runnable reader) {
        Future<Void> reading = underWay.get();
        if (reading == null || waiting >= WAITING_MAX) {
            reader.run();
            return;
        }
        Crowd crowd = latest;
        if (crowd == null || !crowd.reading.equals(reading)) {
            crowd = new Crowd(reading);
            latest = crowd;
            await(crowd);
        }
        crowd.readers.add(reader);
        waiting++;
    }

    /// The count is read on another thread; what is done with it belongs to this one.
    private void await(Crowd crowd) {
        crowd.reading
                .timeout(Counts.FRESH_WAIT_MS_MAX, TimeUnit.MILLISECONDS)
                .onComplete(_ -> context.runOnContext(_ -> release(crowd)));
    }

    private void release(Crowd crowd) {
        if (latest == crowd) {
            latest = null;
        }
        waiting -= crowd.readers.size();
        crowd.readers.forEach(Runnable::run);
    }
}
