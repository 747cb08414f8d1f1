package org.rempart.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.SignatureStore;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

class LaneTest {
    private static final int LANE_ROWS_MAX = 10;
    private static final int BATCH_ROWS_MAX = 4;

    /// A database that answers when the test says so.
    private static final class HeldStore implements SignatureStore {
        final List<List<SignatureRow>> batches = new ArrayList<>();
        final ArrayDeque<Promise<BatchResult>> held = new ArrayDeque<>();

        @Override
        public Future<BatchResult> write(List<SignatureRow> batch) {
            batches.add(batch);
            Promise<BatchResult> promise = Promise.promise();
            held.add(promise);
            return promise.future();
        }

        @Override
        public Future<BatchResult> replay(List<KeptRow> batch) {
            return write(batch.stream().map(KeptRow::row).toList());
        }

        void succeed() {
            int rows = batches.getLast().size();
            held.remove()
                    .complete(
                            new BatchResult.Written(
                                    Collections.nCopies(rows, RowOutcome.RECORDED)));
        }

        void fail() {
            held.remove()
                    .complete(
                            new BatchResult.Failed(Remedy.JOURNAL, true, "the connection is gone"));
        }
    }

    private static final class TestClock implements LaneClock {
        private record Task(long at, Runnable runnable) {}

        private final PriorityQueue<Task> tasks =
                new PriorityQueue<>(Comparator.comparingLong(Task::at));
        long now = 1;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void after(long delayMs, Runnable task) {
            tasks.add(new Task(now + delayMs * 1_000_000, task));
        }

        void advance(Duration by) {
            long end = now + by.toNanos();
            while (!tasks.isEmpty() && tasks.peek().at() <= end) {
                Task task = tasks.remove();
                now = task.at();
                task.runnable().run();
            }
            now = end;
        }
    }

    private final CircuitBreaker breaker =
            CircuitBreaker.of(
                    "test",
                    CircuitBreakerConfig.custom()
                            .slidingWindowSize(10)
                            .minimumNumberOfCalls(3)
                            .waitDurationInOpenState(Duration.ofHours(1))
                            .build());
    private final HeldStore store = new HeldStore();
    private final TestClock clock = new TestClock();
    private final Intake intake =
            new Intake(
                    new Intake.Limits(
                            LANE_ROWS_MAX,
                            Duration.ofSeconds(2),
                            BATCH_ROWS_MAX,
                            Duration.ofSeconds(5)),
                    breaker,
                    new Random(1),
                    new SimpleMeterRegistry(),
                    _ -> {});
    private final Lane lane = intake.lane(clock, store);

    private static SignatureRow row(int challenge, int content) {
        return new SignatureRow(
                Buffer.buffer(ByteBuffer.allocate(4).putInt(challenge).array()),
                Buffer.buffer(ByteBuffer.allocate(4).putInt(content).array()),
                Instant.EPOCH,
                "receipt",
                1,
                "Ana",
                "ana@example.org",
                "FR",
                null,
                true,
                false,
                Buffer.buffer(),
                Buffer.buffer());
    }

    private Future<Outcome> submit(int challenge) {
        return lane.submit(row(challenge, challenge));
    }

    @Test
    void theFirstLeavesAtOnceAndThoseThatComeMeanwhileLeaveTogether() {
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            outcomes.add(submit(i));
        }
        assertThat(store.batches).hasSize(1);
        assertThat(store.batches.getFirst()).hasSize(1);
        store.succeed();
        assertThat(store.batches.get(1)).hasSize(BATCH_ROWS_MAX);
        store.succeed();
        assertThat(store.batches.get(2)).hasSize(1);
        store.succeed();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.result()).isEqualTo(Outcome.RECORDED));
    }

    @Test
    void theQueueHoldsItsLimitAndNotOneMore() {
        submit(0);
        for (int i = 1; i <= LANE_ROWS_MAX; i++) {
            assertThat(submit(i).isComplete()).isFalse();
        }
        assertThat(submit(LANE_ROWS_MAX + 1).result()).isInstanceOf(Outcome.Overloaded.class);
    }

    @Test
    void whoWouldWaitBeyondTheDeadlineIsRefusedAtTheDoor() {
        submit(0);
        clock.advance(Duration.ofMillis(1999));
        assertThat(submit(1).isComplete()).isFalse();
        clock.advance(Duration.ofMillis(2));
        assertThat(submit(2).result()).isInstanceOf(Outcome.Overloaded.class);
    }

    @Test
    void whoHasWaitedBeyondTheDeadlineIsRefusedThen() {
        submit(0);
        Future<Outcome> waiting = submit(1);
        clock.advance(Duration.ofSeconds(3));
        store.succeed();
        assertThat(waiting.result()).isInstanceOf(Outcome.Overloaded.class);
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void theSameChallengeInTheQueueIsOneRow() {
        submit(0);
        Future<Outcome> first = lane.submit(row(1, 1));
        Future<Outcome> retry = lane.submit(row(1, 1));
        Future<Outcome> replay = lane.submit(row(1, 2));
        assertThat(replay.result()).isEqualTo(Outcome.SPENT);
        store.succeed();
        assertThat(store.batches.get(1)).hasSize(1);
        store.succeed();
        assertThat(first.result()).isEqualTo(Outcome.RECORDED);
        assertThat(retry.result()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void whatIsKnownToBeSpentAsksTheDatabaseNothing() {
        lane.submit(row(1, 1));
        store.succeed();
        assertThat(lane.submit(row(1, 1)).result()).isEqualTo(Outcome.RECORDED);
        assertThat(lane.submit(row(1, 2)).result()).isEqualTo(Outcome.SPENT);
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void aBatchInDoubtIsWrittenAgainUntilItsOutcomeIsKnown() {
        Future<Outcome> outcome = submit(1);
        store.fail();
        assertThat(outcome.isComplete()).isFalse();
        clock.advance(Duration.ofMillis(100));
        assertThat(store.batches).hasSize(2);
        assertThat(store.batches.get(1)).isEqualTo(store.batches.get(0));
        store.succeed();
        assertThat(outcome.result()).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void whenTheBreakerOpensWhatWasNeverSentIsRefusedAtOnceAndWhatIsInDoubtLater() {
        Future<Outcome> inDoubt = submit(1);
        Future<Outcome> waiting = submit(2);
        for (int i = 0; i < 3; i++) {
            store.fail();
            clock.advance(Duration.ofMillis(100));
        }
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(waiting.result()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(inDoubt.isComplete()).isFalse();
        clock.advance(Duration.ofSeconds(5));
        assertThat(inDoubt.result()).isInstanceOf(Outcome.Unavailable.class);
        assertThat(submit(3).result()).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void everyPermitEndsInExactlyOneOutcome() {
        CircuitBreaker halfOpen =
                CircuitBreaker.of(
                        "permits",
                        CircuitBreakerConfig.custom()
                                .permittedNumberOfCallsInHalfOpenState(1)
                                .minimumNumberOfCalls(1)
                                .slidingWindowSize(1)
                                .waitDurationInOpenState(Duration.ofHours(1))
                                .build());
        Intake other =
                new Intake(
                        intake.limits(),
                        halfOpen,
                        new Random(1),
                        new SimpleMeterRegistry(),
                        _ -> {});
        Lane probing = other.lane(clock, store);
        halfOpen.transitionToOpenState();
        halfOpen.transitionToHalfOpenState();
        Future<Outcome> probe = probing.submit(row(1, 1));
        store.succeed();
        assertThat(probe.result()).isEqualTo(Outcome.RECORDED);
        assertThat(halfOpen.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void drainingAnswersWhatWasTakenAndRefusesWhatComes() {
        Future<Outcome> underWay = submit(1);
        Future<Outcome> waiting = submit(2);
        Future<Void> drained = lane.drain();
        assertThat(submit(3).result()).isInstanceOf(Outcome.Overloaded.class);
        assertThat(drained.isComplete()).isFalse();
        store.succeed();
        store.succeed();
        assertThat(underWay.result()).isEqualTo(Outcome.RECORDED);
        assertThat(waiting.result()).isEqualTo(Outcome.RECORDED);
        assertThat(drained.isComplete()).isTrue();
    }

    @Test
    void anIdleLaneIsDrainedAtOnce() {
        assertThat(lane.drain().isComplete()).isTrue();
    }

    @Test
    void comeBackTimesAreWholeSecondsWithinTheirRange() {
        for (int ms : new int[] {0, 1, 999, 1000, 5000, 1_000_000}) {
            assertThat(intake.retryAfter(Duration.ofMillis(ms)).toSeconds()).isBetween(1L, 91L);
        }
    }
}
