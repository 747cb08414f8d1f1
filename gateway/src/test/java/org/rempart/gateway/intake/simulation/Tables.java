package org.rempart.gateway.intake.simulation;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.storage.SignatureRow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tables of the database and what `write_batch.sql` does to them. A statement looks first and
/// writes later, and what others have committed between the two shows when it writes.
final class Tables {
    /// A row of a batch.
    ///
    /// @param promised it comes from a journal
    record Line(SignatureRow row, boolean promised) {}

    /// What a statement found or did; the names are those of `write_batch.sql`.
    enum Found {
        KNOWN,
        SPENT,
        EXPIRED,
        RECORDED,
        NOT_OPEN,
        HELD,
        UNSEEN
    }

    /// Why a promised signature got no row that counts.
    enum Reason {
        CHALLENGE_SPENT,
        PETITION_UNKNOWN,
        PETITION_CLOSED,
        SIGNED_BEFORE
    }

    /// @param writtenElsewhere the signature that its challenge's receipt was given to
    record Look(Line line, Found found, @Nullable SignatureRow writtenElsewhere) {}

    /// A row of `signature`.
    record Signed(SignatureRow row, boolean counted) {}

    /// One signature, as a retry repeats it.
    record Identity(Buffer challenge, Buffer content) {
        static Identity of(SignatureRow row) {
            return new Identity(row.challenge(), row.content());
        }
    }

    private record Seat(long petition, Buffer addressHash) {}

    private record Claim(Buffer content, long expiresAt) {}

    /// The name of a signature that a check of the database fails on.
    static final String REFUSED_NAME = "a name that the database will not have";

    private final Course course;
    private final Flaw flaw;
    private final Set<Long> open = new HashSet<>();
    private final Set<Long> petitions = new HashSet<>();
    private final Map<Long, Long> openedAt = new HashMap<>();
    private final Map<Buffer, Claim> spent = new HashMap<>();
    private final Map<String, Signed> signatures = new LinkedHashMap<>();
    private final Map<Seat, String> seats = new HashMap<>();
    private final Map<Identity, Reason> refusals = new HashMap<>();
    private final Set<Identity> claimed = new HashSet<>();
    private final Map<Long, Integer> tally = new HashMap<>();
    private long expiredBefore = Long.MIN_VALUE;
    private long deletableBefore = Long.MIN_VALUE;

    private final ArrayDeque<List<Runnable>> lastCommits = new ArrayDeque<>();
    private List<Runnable> undo = new ArrayList<>();

    Tables(Course course, Flaw flaw) {
        this.course = course;
        this.flaw = flaw;
    }

    void openPetition(long id, long now) {
        petitions.add(id);
        if (open.add(id)) {
            openedAt.put(id, now);
        }
    }

    void closePetition(long id) {
        open.remove(id);
    }

    void removePetition(long id) {
        petitions.remove(id);
        open.remove(id);
    }

    /// Whether it was closed at some time from `since` to now.
    boolean wasClosed(long petition, long since) {
        return !open.contains(petition) || openedAt.getOrDefault(petition, since) >= since;
    }

    /// One round of the horizon: what expired before the last round's is removed.
    void moveHorizon(long expired) {
        deletableBefore = expiredBefore;
        expiredBefore = expired;
        if (spent.values().removeIf(claim -> claim.expiresAt <= deletableBefore)) {
            course.count(Happening.SPENT_CHALLENGES_REMOVED);
        }
    }

    /// Nanoseconds of the simulation.
    static long expiresAt(SignatureRow row) {
        return Duration.between(Instant.EPOCH, row.expiresAt()).toNanos();
    }

    List<Look> look(List<Line> lines) {
        List<Look> looks = new ArrayList<>(lines.size());
        for (Line line : lines) {
            Signed signed = line.promised ? signatures.get(line.row.receipt()) : null;
            SignatureRow written = signed == null ? null : signed.row;
            looks.add(new Look(line, found(line, written), written));
        }
        return looks;
    }

    private Found found(Line line, @Nullable SignatureRow written) {
        SignatureRow row = line.row;
        Claim claim = spent.get(row.challenge());
        boolean mayExpire = !line.promised || flaw == Flaw.PROMISES_EXPIRE;
        if (claim != null) {
            return claim.content.equals(row.content()) ? Found.KNOWN : Found.SPENT;
        } else if (written != null) {
            return written.addressHash().equals(row.addressHash()) ? Found.KNOWN : Found.SPENT;
        } else if (mayExpire && expiresAt(row) <= expiredBefore) {
            return Found.EXPIRED;
        } else if (open.contains(row.petitionId())) {
            return Found.RECORDED;
        } else if (!line.promised || !petitions.contains(row.petitionId())) {
            return Found.NOT_OPEN;
        } else {
            return Found.HELD;
        }
    }

    /// Whether a row that would be inserted fails a check.
    static boolean refuses(List<Look> looks) {
        return looks.stream()
                .anyMatch(look ->
                        (look.found == Found.RECORDED || look.found == Found.HELD)
                                && look.line.row.name().equals(REFUSED_NAME));
    }

    /// Commits what a look has found to do; a row that another one has claimed since is unseen.
    List<Found> commit(List<Look> looks) {
        undo = new ArrayList<>();
        List<Found> settled = new ArrayList<>(looks.size());
        for (Look look : looks) {
            SignatureRow row = look.line.row;
            boolean inserts = look.found == Found.RECORDED || look.found == Found.HELD;
            Found found = inserts && !claim(row) ? Found.UNSEEN : look.found;
            boolean signed = inserts && found == look.found && insert(row, found);
            if (flaw == Flaw.TALLY_MOVES_WITH_THE_ANSWERS && found == Found.RECORDED && !signed) {
                tally.merge(row.petitionId(), 1, Integer::sum);
            }
            if (look.line.promised) {
                record(row, found, look.writtenElsewhere != null, signed);
            }
            settled.add(found);
        }
        if (flaw == Flaw.COMMITS_ARE_NOT_SYNCED) {
            lastCommits.add(undo);
        }
        return settled;
    }

    private boolean claim(SignatureRow row) {
        if (spent.containsKey(row.challenge()) && flaw != Flaw.STATEMENT_DOES_NOT_CLAIM) {
            return false;
        }
        if (flaw != Flaw.STATEMENT_DOES_NOT_CLAIM) {
            spent.put(row.challenge(), new Claim(row.content(), expiresAt(row)));
        }
        claimed.add(Identity.of(row));
        undo.add(() -> {
            spent.remove(row.challenge());
            claimed.remove(Identity.of(row));
        });
        return true;
    }

    /// Receipts and seats are unique; who comes second inserts nothing. What is held takes no seat.
    private boolean insert(SignatureRow row, Found found) {
        Seat seat = new Seat(row.petitionId(), row.addressHash());
        if (signatures.containsKey(row.receipt()) || seats.containsKey(seat)) {
            return false;
        }
        boolean counted = found == Found.RECORDED;
        signatures.put(row.receipt(), new Signed(row, counted));
        if (counted) {
            seats.put(seat, row.receipt());
        }
        tally.merge(row.petitionId(), counted ? 1 : 0, Integer::sum);
        undo.add(() -> {
            signatures.remove(row.receipt());
            seats.remove(seat, row.receipt());
            tally.merge(row.petitionId(), counted ? -1 : 0, Integer::sum);
        });
        return true;
    }

    private void record(SignatureRow row, Found found, boolean writtenElsewhere, boolean signed) {
        Reason reason = null;
        if (found == Found.SPENT) {
            reason = Reason.CHALLENGE_SPENT;
        } else if (found == Found.NOT_OPEN) {
            reason = Reason.PETITION_UNKNOWN;
        } else if (found != Found.UNSEEN && !writtenElsewhere && !signed) {
            reason = Reason.SIGNED_BEFORE;
        } else if (found == Found.HELD) {
            reason = Reason.PETITION_CLOSED;
        }
        count(found, reason);
        if (reason != null && flaw != Flaw.DRAIN_REFUSES_IN_SILENCE) {
            refusals.putIfAbsent(Identity.of(row), reason);
            undo.add(() -> refusals.remove(Identity.of(row)));
        }
    }

    private void count(Found found, @Nullable Reason reason) {
        if (reason != null) {
            course.count(
                    switch (reason) {
                        case CHALLENGE_SPENT -> Happening.DRAINED_SPENT;
                        case PETITION_UNKNOWN -> Happening.DRAINED_PETITION_UNKNOWN;
                        case PETITION_CLOSED -> Happening.DRAINED_HELD;
                        case SIGNED_BEFORE -> Happening.DRAINED_SIGNED_BEFORE;
                    });
        } else if (found == Found.RECORDED) {
            course.count(Happening.DRAINED_RECORDED);
        } else if (found == Found.KNOWN) {
            course.count(Happening.DRAINED_KNOWN);
        }
    }

    /// What a server that does not sync loses when it dies.
    void loseTheLastCommit() {
        if (!lastCommits.isEmpty()) {
            lastCommits.removeLast().reversed().forEach(Runnable::run);
        }
    }

    /// Whether exactly this signature has bought its challenge at some time.
    boolean hasClaimed(SignatureRow row) {
        return claimed.contains(Identity.of(row));
    }

    boolean isExpired(SignatureRow row) {
        return expiresAt(row) <= expiredBefore;
    }

    @Nullable Signed signed(String receipt) {
        return signatures.get(receipt);
    }

    boolean hasSigned(long petition, Buffer addressHash) {
        return seats.containsKey(new Seat(petition, addressHash));
    }

    @Nullable Reason refusal(SignatureRow row) {
        return refusals.get(Identity.of(row));
    }

    Collection<Signed> signatures() {
        return signatures.values();
    }

    /// What the count says, and what the rows say.
    boolean countIsTheRows() {
        Map<Long, Integer> rows = new HashMap<>();
        for (Signed signed : signatures.values()) {
            rows.merge(signed.row.petitionId(), signed.counted ? 1 : 0, Integer::sum);
        }
        return rows.entrySet().stream()
                        .allMatch(entry ->
                                entry.getValue().equals(tally.getOrDefault(entry.getKey(), 0)))
                && tally.values().stream().mapToInt(Integer::intValue).sum()
                        == rows.values().stream().mapToInt(Integer::intValue).sum();
    }
}
