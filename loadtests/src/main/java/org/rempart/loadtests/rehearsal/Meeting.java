package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.verdict.MachineFigures.Place;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Where several machines meet: the run they all belong to, and the moment from which they load.
/// Until then a machine prepares, and no machine tells another that it is ready: the clocks have to
/// be right.
///
/// @param run what the run is called, the same on all machines; empty on a machine that is alone
/// @param at when load begins; empty: as soon as this machine is ready
record Meeting(String run, Optional<Instant> at) {
    /// Time to start a command on every machine. A gateway's consent lasts an hour, which has to
    /// cover the rehearsal as well.
    static final Duration AHEAD_MAX = Duration.ofMinutes(30);

    private static final String RUN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /// @param divided whether there are other machines
    /// @throws IllegalArgumentException with a sentence that names the key
    static Meeting of(Given given, boolean divided) {
        String run = given.text("rehearsal.run", "");
        if (!run.isEmpty() && !run.matches(RUN)) {
            throw new IllegalArgumentException(
                    "rehearsal.run has to be a name of letters, digits, dots and dashes, at most 64, not "
                            + run);
        }
        if (divided && run.isEmpty()) {
            throw new IllegalArgumentException(
                    "rehearsal.run has to name the run, the same on every machine");
        }
        return new Meeting(run, moment(given.text("rehearsal.meet", "")));
    }

    private static Optional<Instant> moment(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "rehearsal.meet has to be a moment like 2026-11-23T08:00:00Z, not " + text, e);
        }
    }

    /// To be asked before anything is prepared.
    ///
    /// @throws IllegalArgumentException with a sentence when the moment has passed, or is too far
    void check(Instant now) {
        at.filter(moment -> !moment.isAfter(now))
                .ifPresent(moment -> {
                    throw new IllegalArgumentException(
                            "rehearsal.meet was %s, and it is %s".formatted(moment, now));
                });
        at.filter(moment -> moment.isAfter(now.plus(AHEAD_MAX)))
                .ifPresent(moment -> {
                    throw new IllegalArgumentException(
                            "rehearsal.meet is %s: at most %d minutes ahead of %s"
                                    .formatted(moment, AHEAD_MAX.toMinutes(), now));
                });
    }

    /// Which machine of the run that is.
    Place place(Share share) {
        return new Place(run, share.machine(), share.machines());
    }

    /// How long it is until then; nothing when the moment has passed.
    Duration ahead(Instant now) {
        return at.filter(moment -> moment.isAfter(now))
                .map(moment -> Duration.between(now, moment))
                .orElse(Duration.ZERO);
    }
}
