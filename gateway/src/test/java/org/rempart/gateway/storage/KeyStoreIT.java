package org.rempart.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.KeyStore.IssuedKeys;
import org.rempart.gateway.testing.TestDatabase;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Keys that gateways share and that change by themselves.
class KeyStoreIT {
    private static final Duration ROTATION = Duration.ofHours(24);

    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private KeyStore one;
    private KeyStore other;

    @BeforeEach
    void migrate() {
        Migrations.run(database.parsed());
        one = store();
        other = store();
    }

    private KeyStore store() {
        Duration deadline = Duration.ofSeconds(10);
        Connector connector = new Connector(vertx, database.parsed(), deadline);
        return new KeyStore(
                new Link(vertx, vertx.getOrCreateContext(), connector, deadline),
                new SecureRandom());
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /// As if that much time had gone by.
    private void pass(Duration time) {
        database.run(
                "UPDATE challenge_key SET active_from = active_from - interval '%d s'"
                        .formatted(time.toSeconds()));
    }

    @Test
    void twoGatewaysThatStartTogetherSignWithTheSameKey() throws Exception {
        Future<IssuedKeys> first = one.challengeKeys(ROTATION);
        Future<IssuedKeys> second = other.challengeKeys(ROTATION);
        assertThat(await(first).issuing()).isEqualTo(await(second).issuing());
        assertThat(database.number("SELECT count(*) FROM challenge_key")).isEqualTo(1);
    }

    @Test
    void theNextKeyIsAcceptedBeforeItSignsAndThePreviousAfterwards() throws Exception {
        Buffer old = await(one.challengeKeys(ROTATION)).issuing();

        pass(ROTATION.plusSeconds(1));
        IssuedKeys announced = await(one.challengeKeys(ROTATION));
        assertThat(announced.issuing()).isEqualTo(old);
        assertThat(announced.accepted()).hasSize(2).contains(old);
        assertThat(await(other.challengeKeys(ROTATION))).isEqualTo(announced);

        pass(Duration.ofMinutes(6));
        IssuedKeys rotated = await(one.challengeKeys(ROTATION));
        assertThat(rotated.issuing()).isNotEqualTo(old);
        assertThat(rotated.accepted()).hasSize(2).contains(old, rotated.issuing());

        pass(Duration.ofHours(2));
        assertThat(await(one.challengeKeys(ROTATION)).accepted())
                .isEqualTo(List.of(rotated.issuing()));
    }

    @Test
    void aClockPutBackToBeforeTheFirstKeyLeavesItInUseAndItIsReplacedInTime() throws Exception {
        Buffer first = await(one.challengeKeys(ROTATION)).issuing();
        pass(ROTATION.multipliedBy(-100));
        IssuedKeys announced = await(one.challengeKeys(ROTATION));
        assertThat(announced.issuing()).isEqualTo(first);
        assertThat(announced.accepted()).hasSize(2).contains(first);
        assertThat(await(other.challengeKeys(ROTATION))).isEqualTo(announced);

        database.run(
                "UPDATE challenge_key SET active_from = active_from - interval '6 min'"
                        + " WHERE generation = 2");
        IssuedKeys rotated = await(one.challengeKeys(ROTATION));
        assertThat(rotated.issuing()).isNotEqualTo(first);
        assertThat(rotated.accepted()).hasSize(2).contains(first, rotated.issuing());
    }

    @Test
    void aClockPutBackALittleMakesNoKeyAnew() throws Exception {
        IssuedKeys keys = await(one.challengeKeys(ROTATION));
        pass(Duration.ofMinutes(-1));
        assertThat(await(one.challengeKeys(ROTATION))).isEqualTo(keys);
        pass(ROTATION.plusMinutes(2));
        IssuedKeys announced = await(one.challengeKeys(ROTATION));
        pass(Duration.ofMinutes(-1));
        assertThat(await(one.challengeKeys(ROTATION))).isEqualTo(announced);
    }

    @Test
    void aLastingKeyNeverChangesAndIsItsPurposesAlone() throws Exception {
        Future<Buffer> first = one.lastingKey("a");
        Future<Buffer> second = other.lastingKey("a");
        assertThat(await(first)).isEqualTo(await(second));
        assertThat(await(one.lastingKey("b"))).isNotEqualTo(await(first));
    }
}
