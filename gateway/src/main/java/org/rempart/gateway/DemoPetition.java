package org.rempart.gateway;

import io.vertx.core.Future;

import org.rempart.gateway.storage.PetitionRow;
import org.rempart.gateway.storage.PetitionStore;

import java.time.InstantSource;
import java.util.List;

/// What a gateway without a petition has to try.
final class DemoPetition {
    private static final long GOAL = 1_000;

    private DemoPetition() {}

    static Future<?> unlessThereIsOne(PetitionStore store, InstantSource clock) {
        return store.list()
                .compose(petitions ->
                        petitions.isEmpty()
                                ? store.create(petition(clock))
                                : Future.succeededFuture());
    }

    private static PetitionRow petition(InstantSource clock) {
        return new PetitionRow(
                0,
                "demo",
                "Keep the night trains running",
                """
                Night trains join cities that are a day apart, and leave the day to those who travel.

                This petition is here to be tried: sign it, and watch the count.\
                """,
                GOAL,
                clock.instant(),
                null,
                List.of(),
                "none",
                1);
    }
}
