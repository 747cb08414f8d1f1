package org.rempart.gateway.intake.simulation;

import org.rempart.gateway.intake.simulation.Tables.Found;
import org.rempart.gateway.intake.simulation.Tables.Line;
import org.rempart.gateway.intake.simulation.Tables.Look;
import org.rempart.gateway.storage.BatchResult;
import org.rempart.gateway.storage.Remedy;
import org.rempart.gateway.storage.RowOutcome;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// One database for all gateways. A statement arrives, looks, commits and answers, each some time
/// after the other, and whatever happens to the server happens in between.
final class SimulatedDatabase {
    private static final double NETWORK_MS_MAX = 1;
    private static final double WORK_MS_MAX = 4;
    private static final double SLOW_WORK_MS_MAX = 1_000;
    private static final double SLOWEST_WORK_MS_MAX = 3_500;

    /// As the real store: a claim that was seen by no look is looked at again.
    private static final int ROUNDS_MAX = 4;

    enum Server {
        WELL,
        SLOW,
        /// Takes no connection.
        AWAY,
        /// Takes everything and does nothing.
        HANGS,
        /// Loses connections under way, with what is on them or with its answer.
        LOSES_CONNECTIONS,
        CONFLICTS,
        READ_ONLY,
        /// Its schema is not what is needed.
        MISFIT
    }

    /// A statement under way. Its client may have given up on it.
    static final class Statement {
        private final List<Line> lines;
        private final Consumer<BatchResult> reply;
        private List<Look> looks = List.of();
        private boolean sent;
        private boolean committed;
        private boolean over;
        private boolean givenUp;

        private Statement(List<Line> lines, Consumer<BatchResult> reply) {
            this.lines = lines;
            this.reply = reply;
        }

        /// Whether it may have been written: it has reached the server.
        boolean isInDoubt() {
            return sent;
        }

        void giveUp() {
            givenUp = true;
        }
    }

    private final SimulatedTime time;
    private final Chance chance;
    private final Course course;
    private final Flaw flaw;
    private final Tables tables;
    private final List<Statement> underWay = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private Server server = Server.WELL;
    private boolean hasMoods = true;
    private long wellSince;

    SimulatedDatabase(SimulatedTime time, Chance chance, Course course, Flaw flaw, Tables tables) {
        this.time = time;
        this.chance = chance;
        this.course = course;
        this.flaw = flaw;
        this.tables = tables;
    }

    Tables tables() {
        return tables;
    }

    /// How long it has been well and calm.
    long wellForNanos() {
        return hasMoods ? 0 : time.now() - wellSince;
    }

    void become(Server now) {
        course.tell("database", () -> "is " + now);
        server = now;
        if (now != Server.HANGS) {
            List<Runnable> goOn = List.copyOf(held);
            held.clear();
            goOn.forEach(step -> time.after(chance.ms(0, 20), step));
        }
    }

    /// From now on it is well and not even slow now and then.
    void calmDown() {
        become(Server.WELL);
        wellSince = time.now();
        hasMoods = false;
    }

    /// Every session ends. What was not committed never is.
    void restart() {
        course.tell("database", () -> "restarts with " + underWay.size() + " statements under way");
        held.clear();
        for (Statement statement : List.copyOf(underWay)) {
            course.count(Happening.DATABASE_RESTARTED_UNDER_WAY);
            lose(statement);
        }
        if (flaw == Flaw.COMMITS_ARE_NOT_SYNCED) {
            tables.loseTheLastCommit();
        }
    }

    Statement send(List<Line> lines, Consumer<BatchResult> reply) {
        Statement statement = new Statement(lines, reply);
        underWay.add(statement);
        time.after(chance.ms(0.1, NETWORK_MS_MAX), () -> arrive(statement));
        return statement;
    }

    private void arrive(Statement statement) {
        if (statement.over || isNoticedAsGivenUp(statement)) {
            return;
        }
        switch (server) {
            case AWAY -> {
                course.count(Happening.CONNECTION_REFUSED);
                if (chance.oneIn(2)) {
                    fail(statement, Remedy.JOURNAL, false, "no connection");
                } else {
                    over(statement); // nobody answers, and nothing was sent
                }
            }
            case HANGS -> {
                statement.sent = true;
                held.add(() -> arrive(statement));
            }
            case READ_ONLY -> {
                course.count(Happening.READ_ONLY);
                fail(statement, Remedy.JOURNAL, false, "the server takes no writes");
            }
            case MISFIT -> {
                course.count(Happening.STOPPED);
                fail(statement, Remedy.STOP, false, "the schema does not fit");
            }
            case WELL, SLOW, LOSES_CONNECTIONS, CONFLICTS -> {
                statement.sent = true;
                statement.looks = tables.look(statement.lines);
                time.after(chance.ms(0.1, workMsMax()), () -> commit(statement));
            }
        }
    }

    private double workMsMax() {
        boolean slow = server == Server.SLOW || (hasMoods && chance.oneIn(200));
        if (slow) {
            return chance.oneIn(2) ? SLOW_WORK_MS_MAX : SLOWEST_WORK_MS_MAX;
        }
        return WORK_MS_MAX;
    }

    /// Of a client that went away, a server hears sometimes before it commits and sometimes after.
    private boolean isNoticedAsGivenUp(Statement statement) {
        if (server == Server.HANGS || !statement.givenUp || chance.oneIn(2)) {
            return false;
        }
        course.count(Happening.IN_DOUBT_AND_UNDONE);
        over(statement);
        return true;
    }

    private void commit(Statement statement) {
        if (statement.over || isNoticedAsGivenUp(statement)) {
            return;
        }
        switch (server) {
            case HANGS -> held.add(() -> commit(statement));
            case CONFLICTS -> {
                if (chance.percent(70)) {
                    course.count(Happening.CONFLICT);
                    fail(statement, Remedy.TRY_AGAIN, false, "a conflict");
                } else {
                    write(statement);
                }
            }
            case LOSES_CONNECTIONS -> {
                switch (chance.below(3)) {
                    case 0 -> lose(statement);
                    case 1 -> {
                        write(statement);
                        lose(statement);
                    }
                    default -> write(statement);
                }
            }
            case WELL, SLOW, AWAY, READ_ONLY, MISFIT -> write(statement);
        }
    }

    private void write(Statement statement) {
        if (Tables.refuses(statement.looks)) {
            course.count(
                    statement.lines.size() > 1
                            ? Happening.ROW_REFUSED_AMONG_OTHERS
                            : Happening.ROW_REFUSED_ALONE);
            fail(statement, Remedy.REFUSE, false, "a row is at fault");
            return;
        }
        List<Found> settled = new ArrayList<>(tables.commit(statement.looks));
        statement.committed = true;
        if (statement.givenUp) {
            course.count(
                    settled.contains(Found.UNSEEN)
                            ? Happening.COMMITTED_TO_NO_EFFECT_AFTER_ITS_REPLAY
                            : Happening.COMMITTED_AFTER_THE_DEADLINE);
        }
        course.tell("database", () -> "commits " + told(statement.lines) + " " + settled);
        if (!tables.countIsTheRows()) {
            course.broken("the count is not the rows");
        }
        for (int round = 1; settled.contains(Found.UNSEEN); round++) {
            if (round == ROUNDS_MAX || chance.oneIn(3)) {
                course.count(Happening.PARTLY_WRITTEN);
                Remedy remedy = chance.of(List.of(Remedy.TRY_AGAIN, Remedy.JOURNAL, Remedy.STOP));
                fail(statement, remedy, true, "the second round failed");
                return;
            }
            askAgain(statement, settled);
        }
        reply(statement, new BatchResult.Written(settled.stream().map(this::outcome).toList()));
    }

    private void askAgain(Statement statement, List<Found> settled) {
        for (int i = 0; i < settled.size(); i++) {
            if (settled.get(i) == Found.UNSEEN) {
                List<Line> line = List.of(statement.lines.get(i));
                settled.set(i, tables.commit(tables.look(line)).getFirst());
            }
        }
    }

    private RowOutcome outcome(Found found) {
        return switch (found) {
            case KNOWN -> RowOutcome.KNOWN;
            case SPENT -> RowOutcome.SPENT;
            case EXPIRED -> RowOutcome.EXPIRED;
            case RECORDED -> RowOutcome.RECORDED;
            case NOT_OPEN -> RowOutcome.NOT_OPEN;
            case HELD -> RowOutcome.HELD;
            case UNSEEN -> throw new IllegalStateException("an outcome that is not settled");
        };
    }

    private void fail(Statement statement, Remedy remedy, boolean inDoubt, String reason) {
        reply(statement, new BatchResult.Failed(remedy, inDoubt, reason));
    }

    private void reply(Statement statement, BatchResult result) {
        time.after(
                chance.ms(0.1, NETWORK_MS_MAX),
                () -> {
                    if (!statement.over) {
                        over(statement);
                        statement.reply.accept(result);
                    }
                });
    }

    /// The client hears of it, or nothing at all.
    private void lose(Statement statement) {
        if (statement.over) {
            return;
        }
        course.tell(
                "database",
                () ->
                        "loses the connection of %s, %s"
                                .formatted(
                                        told(statement.lines),
                                        statement.committed ? "committed" : "not committed"));
        over(statement);
        if (!statement.sent) {
            return;
        }
        course.count(
                statement.committed
                        ? Happening.IN_DOUBT_AND_COMMITTED
                        : Happening.IN_DOUBT_AND_UNDONE);
        if (chance.oneIn(2)) {
            boolean undone = statement.committed && flaw == Flaw.LOST_ANSWER_IS_TAKEN_FOR_UNDONE;
            statement.reply.accept(
                    new BatchResult.Failed(
                            Remedy.JOURNAL, !undone, "the connection was closed under way"));
        }
    }

    private void over(Statement statement) {
        statement.over = true;
        underWay.remove(statement);
    }

    static String told(List<Line> lines) {
        return lines.stream().map(line -> Ledger.told(line.row())).toList().toString();
    }
}
