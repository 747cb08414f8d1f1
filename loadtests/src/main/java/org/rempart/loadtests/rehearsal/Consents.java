package org.rempart.loadtests.rehearsal;

import org.jspecify.annotations.Nullable;
import org.rempart.loadtests.target.Consent;
import org.rempart.loadtests.target.ConsentWatch;
import org.rempart.loadtests.target.GatewayClient;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// The consent of every gateway to one rehearsal: there before anything is sent, and asked for
/// again all through it where the gateways stand already. When one of them takes it back, nothing
/// leaves this process any more, and whoever plays is told.
final class Consents implements AutoCloseable {
    /// A gateway consents for an hour from when it is asked. A rehearsal that is longer begins when
    /// so much is consented to, and goes on for as long as that is renewed.
    private static final Duration ASKED_MAX = Duration.ofMinutes(55);

    private final Stage stage;
    private final AtomicReference<@Nullable String> withdrawn = new AtomicReference<>();
    private final List<ConsentWatch> watches = new ArrayList<>();

    private Consents(Stage stage) {
        this.stage = stage;
    }

    /// What was answered.
    sealed interface Result {
        /// One of them does not consent.
        ///
        /// @param why a sentence for the operator
        record Refused(String why) implements Result {}

        /// All of them do.
        record Given(Consents consents) implements Result {}
    }

    /// What is played as long as they hold.
    interface Show<T> {
        T play() throws IOException, InterruptedException;
    }

    /// Asks each gateway.
    ///
    /// @param rate requests a second that each gateway may get
    /// @param longest how long they may be sent
    static Result of(Stage stage, Map<String, GatewayClient> gateways, int rate, Duration longest)
            throws IOException, InterruptedException {
        boolean renewed = stage.standing() && longest.compareTo(ASKED_MAX) > 0;
        Map<GatewayClient, Instant> ends = new LinkedHashMap<>();
        for (Map.Entry<String, GatewayClient> gateway : gateways.entrySet()) {
            switch (gateway.getValue().consent(rate, renewed ? ASKED_MAX : longest)) {
                case Consent.Granted(int _, Instant until) -> ends.put(gateway.getValue(), until);
                case Consent.Refused(String why) -> {
                    return new Result.Refused(why);
                }
                case Consent.Busy(int status) -> {
                    return new Result.Refused(
                            "the gateway has too much to do to consent (status %d)"
                                    .formatted(status));
                }
                case Consent.Silent _ -> {
                    return new Result.Refused("the gateway does not say whether it consents");
                }
            }
        }
        Consents consents = new Consents(stage);
        if (stage.standing()) {
            ends.forEach((gateway, until) -> consents.watch(gateway, rate, until));
        }
        return new Result.Given(consents);
    }

    private void watch(GatewayClient gateway, int rate, Instant until) {
        watches.add(ConsentWatch.start(gateway, rate, until, stage.clock(), this::takenBack));
    }

    /// The first one says it.
    private void takenBack(String why) {
        stage.departures().stop();
        if (withdrawn.compareAndSet(null, why)) {
            stage.withdrawn().accept(why);
        }
    }

    /// Plays. What it came to counts only if all of them held until its end.
    <T> Scene.Played<T> through(Show<T> show) throws IOException, InterruptedException {
        try {
            T result = show.play();
            String why = withdrawn.get();
            return why == null ? new Scene.Played.Done<>(result) : new Scene.Played.Refused<>(why);
        } catch (IOException | RuntimeException e) {
            String why = withdrawn.get();
            if (why == null) {
                throw e;
            }
            return new Scene.Played.Refused<>(why);
        }
    }

    @Override
    public void close() {
        watches.forEach(ConsentWatch::close);
    }
}
