package org.rempart.gateway.intake.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.RowOutcome;
import org.rempart.gateway.storage.SignatureRow;
import org.rempart.gateway.storage.SignatureStore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// The way of one lane, or of one drain, to the database: a statement and its deadline.
final class SimulatedStore implements SignatureStore {
    private final SimulatedTime time;
    private final SimulatedDatabase database;
    private final Course course;
    private final Life life;
    private final String name;
    private final long deadlineNanos;
    private final Set<KeptRow> written = Collections.newSetFromMap(new IdentityHashMap<>());
    private int conflicts;
    private final List<List<Tables.Line>> underWay = new ArrayList<>();

    SimulatedStore(
            SimulatedTime time,
            SimulatedDatabase database,
            Course course,
            Life life,
            String name,
            Duration deadline) {
        this.time = time;
        this.database = database;
        this.course = course;
        this.life = life;
        this.name = name;
        this.deadlineNanos = deadline.toNanos();
    }

    boolean isIdle() {
        return underWay.isEmpty();
    }

    boolean replaysSomething() {
        return underWay.stream().flatMap(List::stream).anyMatch(Tables.Line::promised);
    }

    boolean isWriting(SignatureRow row) {
        return underWay.stream()
                .flatMap(List::stream)
                .anyMatch(line -> !line.promised() && line.row().equals(row));
    }

    @Override
    public Future<BatchResult> write(List<SignatureRow> batch) {
        if (!life.takesTheDatabaseForUp()) {
            course.broken("a living signature is used as a probe");
        }
        return send(batch.stream().map(row -> new Tables.Line(row, false)).toList());
    }

    @Override
    public Future<BatchResult> replay(List<KeptRow> batch) {
        if (batch.stream().anyMatch(written::contains)) {
            course.broken("a row of the journal is replayed though its commit is known");
        }
        return send(batch.stream().map(kept -> new Tables.Line(kept.row(), true)).toList())
                .onSuccess(result -> {
                    if (result instanceof BatchResult.Written) {
                        written.addAll(batch);
                    }
                });
    }

    private Future<BatchResult> send(List<Tables.Line> lines) {
        Promise<BatchResult> promise = Promise.promise();
        underWay.add(lines);
        if (!lines.isEmpty()) {
            course.tell(name, () -> "sends " + SimulatedDatabase.told(lines));
        }
        SimulatedDatabase.Statement statement =
                database.send(
                        lines,
                        result -> time.at(time.now(), life, () -> end(lines, promise, result)));
        time.at(
                time.now() + deadlineNanos,
                life,
                () -> {
                    if (!promise.future().isComplete()) {
                        statement.giveUp();
                        end(
                                lines,
                                promise,
                                new BatchResult.Failed(
                                        Remedy.JOURNAL,
                                        statement.isInDoubt(),
                                        "no answer within the deadline"));
                    }
                });
        return promise.future();
    }

    private void end(List<Tables.Line> lines, Promise<BatchResult> promise, BatchResult result) {
        if (promise.future().isComplete()) {
            return;
        }
        underWay.remove(lines);
        boolean conflict =
                result instanceof BatchResult.Failed failed && failed.remedy() == Remedy.TRY_AGAIN;
        conflicts = conflict ? conflicts + 1 : 0;
        if (conflicts == 3) {
            course.count(Happening.CONFLICTS_EXHAUSTED);
        }
        if (!conflict) {
            life.breakerIsToldOfOneMore();
        }
        course.tell(name, () -> "hears " + result);
        promise.complete(result);
        if (result instanceof BatchResult.Written(List<RowOutcome> outcomes)) {
            for (int i = 0; i < outcomes.size(); i++) {
                life.isTold(lines.get(i).row(), outcomes.get(i));
            }
        }
    }
}
