package org.rempart.gateway.intake.simulation;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.intake.Outcome;
import org.rempart.gateway.intake.simulation.Tables.Reason;
import org.rempart.gateway.intake.simulation.Tables.Signed;
import org.rempart.gateway.storage.SignatureRow;

import java.util.List;

/// What must hold of every answer when it is given, and of all of them when things are up again.
///
/// A 201 or 202 is kept by a counted row of exactly that signature. What may stand in its place,
/// and nothing else:
///
/// - the address had signed with another challenge: its row stands for it, and of a 202 that was
///   drained `drain_refusal` says so;
/// - it came from a journal, and the petition had closed when it was drained: its row is held and
///   `drain_refusal` says so;
/// - of a 202: the petition is gone, and `drain_refusal` says so;
/// - of a 202: its challenge had bought another content, posted to another gateway, to another life
///   of this one, or in a post that got no answer. That one has the only row, and `drain_refusal`
///   says so;
/// - of a 202: a check of the database refuses it: it is set aside in the journal.
final class Promises {
    private final Tables tables;
    private final Ledger ledger;
    private final Course course;

    Promises(World world) {
        this.tables = world.database().tables();
        this.ledger = world.ledger();
        this.course = world.course();
    }

    private void broken(SignatureRow row, String how) {
        course.broken(Ledger.told(row) + ": " + how);
    }

    /// Of the moment of the answer.
    void holdForTheAnswer(Ledger.Post post, Outcome outcome) {
        SignatureRow row = post.row;
        switch (outcome) {
            case Outcome.Recorded _ -> {
                course.count(Happening.ANSWERED_RECORDED);
                if (!isInTheDatabase(row)) {
                    broken(row, "answered 201 and not in the database");
                }
                if (isAcceptedBefore(post)) {
                    course.count(Happening.RECORDED_AFTER_ACCEPTED);
                }
            }
            case Outcome.Accepted _ -> {
                course.count(Happening.ANSWERED_ACCEPTED);
                if (isAcceptedBefore(post)) {
                    course.count(Happening.ACCEPTED_AGAIN);
                }
                if (!isInTheJournal(post) && !isInTheDatabase(row) && tables.refusal(row) == null) {
                    broken(row, "answered 202 and not in the journal");
                }
            }
            case Outcome.InDoubt _ -> course.count(Happening.LEFT_UNANSWERED);
            case Outcome.Refusal refusal -> holdForTheRefusal(post, refusal);
        }
        if (post.isPromised() && !wasSoldElsewhere(row, post.life)) {
            for (Ledger.Post other : ledger.others(row)) {
                if (other.isPromised()
                        && other.life.equals(post.life)
                        && tables.refusal(other.row) != Reason.PETITION_UNKNOWN) {
                    broken(row, "promised beside " + Ledger.told(other.row) + " by one gateway");
                }
            }
        }
    }

    /// Whether a gateway that knows nothing of this life may have promised it, or this one without
    /// an answer.
    private boolean wasSoldElsewhere(SignatureRow row, String life) {
        return ledger.of(row).stream()
                .anyMatch(post ->
                        post.isUnanswered() || (!post.isRefused() && !post.life.equals(life)));
    }

    private void holdForTheRefusal(Ledger.Post post, Outcome.Refusal refusal) {
        SignatureRow row = post.row;
        boolean isTrue =
                switch (refusal) {
                    case Outcome.Spent _ -> {
                        course.count(Happening.ANSWERED_SPENT);
                        yield isSpent(post);
                    }
                    case Outcome.NotOpen _ -> {
                        course.count(Happening.ANSWERED_NOT_OPEN);
                        yield tables.wasClosed(row.petitionId(), begunAt(post))
                                && !isRecordedBefore(post);
                    }
                    case Outcome.Rejected _ -> {
                        course.count(Happening.ANSWERED_REJECTED);
                        yield row.name().equals(Tables.REFUSED_NAME);
                    }
                    case Outcome.Expired _ -> {
                        course.count(Happening.ANSWERED_EXPIRED);
                        yield true;
                    }
                    case Outcome.Overloaded _ -> {
                        course.count(Happening.ANSWERED_OVERLOADED);
                        yield true;
                    }
                    case Outcome.Unavailable _ -> {
                        course.count(Happening.ANSWERED_UNAVAILABLE);
                        yield true;
                    }
                };
        if (!isTrue) {
            broken(row, refusal.getClass().getSimpleName() + " is not true");
        }
    }

    /// On another one, that is: one that was posted, at least; that may have been sold the
    /// challenge by whom this one does not know, if this one has bought it in the database; and
    /// that was not refused, if this one was told so.
    private boolean isSpent(Ledger.Post post) {
        List<Ledger.Post> others = ledger.others(post.row);
        if (isRecordedBefore(post)) {
            return others.stream().anyMatch(other -> !other.isRefused());
        }
        if (tables.hasClaimed(post.row)) {
            return others.stream().anyMatch(other -> other.isPromised() || other.isUnanswered());
        }
        return !others.isEmpty();
    }

    private boolean isAcceptedBefore(Ledger.Post post) {
        return ledger.of(post.row).stream()
                .anyMatch(
                        other -> !other.equals(post) && other.outcome instanceof Outcome.Accepted);
    }

    private boolean isRecordedBefore(Ledger.Post post) {
        return ledger.of(post.row).stream()
                .anyMatch(other ->
                        other.outcome instanceof Outcome.Recorded
                                && other.answeredAt < begunAt(post));
    }

    /// When the first of those came that share their answer with this one.
    private long begunAt(Ledger.Post post) {
        return ledger.of(post.row).stream()
                .filter(other -> other.life.equals(post.life))
                .filter(other -> other.outcome == null || other.answeredAt == post.answeredAt)
                .mapToLong(other -> other.at)
                .min()
                .orElse(post.at);
    }

    private boolean isRecorded(SignatureRow row) {
        return ledger.of(row).stream().anyMatch(post -> post.outcome instanceof Outcome.Recorded);
    }

    private boolean isInTheJournal(Ledger.Post post) {
        var kept = post.machine.file().find(post.row.challenge());
        return kept != null && kept.row().content().equals(post.row.content());
    }

    /// It bought its challenge; or, long after, its address is found in the row that its challenge
    /// bought.
    private boolean isInTheDatabase(SignatureRow row) {
        Signed signed = tables.signed(row.receipt());
        return tables.hasClaimed(row)
                || (signed != null && signed.row().addressHash().equals(row.addressHash()));
    }

    /// When everything is up again and nothing is under way.
    void holdInTheEnd() {
        for (List<Ledger.Post> posts : ledger.signatures()) {
            SignatureRow row = posts.getFirst().row;
            Signed signed = tables.signed(row.receipt());
            boolean hasRow = signed != null && signed.row().content().equals(row.content());
            if (posts.stream().anyMatch(Ledger.Post::isPromised)) {
                promiseHolds(posts, row, signed, hasRow);
            } else if (hasRow && posts.stream().noneMatch(Ledger.Post::isUnanswered)) {
                broken(row, "refused each time, and it has a row");
            }
        }
        for (List<Ledger.Post> posts : ledger.challenges()) {
            SignatureRow row = posts.getFirst().row;
            long rows =
                    tables.signatures().stream()
                            .filter(signed -> signed.row().challenge().equals(row.challenge()))
                            .count();
            if (rows > 1) {
                broken(row, "its challenge bought " + rows + " signatures");
            }
        }
    }

    private void promiseHolds(
            List<Ledger.Post> posts, SignatureRow row, @Nullable Signed signed, boolean hasRow) {
        boolean recorded = isRecorded(row);
        Reason reason = tables.refusal(row);
        if (signed != null && hasRow) {
            if (!signed.counted() && reason != Reason.PETITION_CLOSED) {
                broken(row, "promised, and not counted");
            }
            return;
        }
        boolean addressHasSigned = tables.hasSigned(row.petitionId(), row.addressHash());
        boolean writtenElsewhere =
                signed != null && signed.row().addressHash().equals(row.addressHash());
        boolean kept =
                (addressHasSigned && (recorded || reason == Reason.SIGNED_BEFORE))
                        || (!recorded
                                && (reason == Reason.PETITION_UNKNOWN
                                        || (reason == Reason.CHALLENGE_SPENT
                                                && isSoldElsewhere(posts, row))
                                        || isSetAside(posts, row)
                                        || writtenElsewhere));
        if (!kept) {
            broken(row, "promised, and not kept; the drain says " + reason);
        }
    }

    private boolean isSoldElsewhere(List<Ledger.Post> posts, SignatureRow row) {
        return ledger.others(row).stream()
                .filter(other -> tables.hasClaimed(other.row))
                .anyMatch(other ->
                        posts.stream()
                                .filter(Ledger.Post::isPromised)
                                .allMatch(post -> wasSoldElsewhere(other.row, post.life)));
    }

    private static boolean isSetAside(List<Ledger.Post> posts, SignatureRow row) {
        return row.name().equals(Tables.REFUSED_NAME)
                && posts.stream()
                        .anyMatch(post -> post.machine.file().hasSetAside(row.challenge()));
    }
}
