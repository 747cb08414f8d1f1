package org.rempart.gateway.intake;

import io.vertx.core.Future;

import org.rempart.gateway.storage.KeptRow;
import org.rempart.gateway.storage.journal.Appended;
import org.rempart.gateway.storage.journal.Journal;

import java.util.ArrayList;
import java.util.List;

/// A lane's way to the journal, and what is said when that does not take a signature either.
/// Belongs to the lane's thread.
final class Keeping {
    private final Intake intake;
    private final Loop loop;
    private final Journal journal;
    private final Waiting waiting;

    /// Those that may have been written, and that the journal has not taken.
    private final List<Entry> unknown = new ArrayList<>();

    Keeping(Intake intake, Loop loop, Waiting waiting) {
        this.intake = intake;
        this.loop = loop;
        this.journal = intake.journal();
        this.waiting = waiting;
    }

    /// Whether the journal takes signatures.
    boolean isPossible() {
        return journal.state() == Journal.State.READY;
    }

    void keep(Entry entry) {
        if (entry.done || entry.journaling) {
            return;
        }
        if (intake.recentlySpent().isSpentOnAnother(entry.row)) {
            refuseOrWait(entry);
            return;
        }
        entry.journaling = true;
        KeptRow row = new KeptRow(entry.row, intake.now(), entry.mayBeWritten());
        Future<Appended> appended = journal.append(row);
        if (appended.isComplete()) {
            kept(entry, appended.result());
        } else {
            appended.onSuccess(outcome -> loop.execute(() -> kept(entry, outcome)));
        }
    }

    private void kept(Entry entry, Appended appended) {
        entry.journaling = false;
        if (entry.done) {
            return;
        }
        switch (appended) {
            case KEPT -> endKept(entry);
            case SPENT -> spentInTheJournal(entry);
            case FULL, FAILED -> refuseOrWait(entry);
            case IN_DOUBT -> {
                entry.mayBeKept = true;
                refuseOrWait(entry);
            }
        }
    }

    /// What the journal held for its challenge may have been drained since it was asked the first
    /// time: then nothing will come of what it keeps now.
    private void endKept(Entry entry) {
        Outcome known = intake.recentlySpent().known(entry.row);
        if (known != null) {
            waiting.end(entry, known);
        } else if (intake.recentlySpent().isSpentOnAnother(entry.row)) {
            entry.mayBeKept = true;
            refuseOrWait(entry);
        } else {
            waiting.end(entry, Outcome.ACCEPTED);
        }
    }

    /// That one may yet find its challenge bought by this one, if this one was sent.
    private void spentInTheJournal(Entry entry) {
        entry.mayBeKept = false;
        if (entry.mayBeWritten()) {
            refuseOrWait(entry);
        } else {
            waiting.end(entry, Outcome.SPENT);
        }
    }

    /// The database refused it. What the journal may be keeping just now is not refused before that
    /// has answered: what it has kept is promised.
    void refused(Entry entry, Outcome.Refusal refusal) {
        if (entry.journaling) {
            entry.refusal = refusal;
        } else {
            waiting.endRefused(entry, refusal);
        }
    }

    /// Only of what cannot have been written anywhere is it true that it was not taken.
    void refuseOrWait(Entry entry) {
        if (entry.done || entry.journaling || entry.underWay) {
            return;
        }
        Outcome.Refusal refusal = entry.refusal;
        if (refusal != null) {
            waiting.endRefused(entry, refusal);
        } else if (entry.mayComeTrue()) {
            unknown.add(entry);
        } else {
            waiting.end(entry, intake.unavailable());
        }
    }

    /// What may have been written is asked about until its truth is known, or nobody waits for it
    /// any more: in the journal when that holds its challenge, and else in the database, for which
    /// it is returned.
    List<Entry> askAgain() {
        List<Entry> asked = unknown.stream().filter(entry -> !entry.done).toList();
        unknown.clear();
        List<Entry> forTheDatabase = new ArrayList<>();
        for (Entry entry : asked) {
            boolean isTheJournals = journal.mayHold(entry.row.challenge());
            if (intake.breaker().state() == DatabaseBreaker.State.UP && !isTheJournals) {
                forTheDatabase.add(entry);
            } else if (isPossible()) {
                keep(entry);
            } else {
                unknown.add(entry);
            }
        }
        return forTheDatabase;
    }
}
