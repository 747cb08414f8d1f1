package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.report.Told;
import org.rempart.loadtests.verdict.Verdict;

/// Exit codes, so that a pipeline can tell what failed. The later one here wins when rehearsals of
/// one run end differently.
enum Exit {
    /// Every verdict is green.
    GREEN(0),
    /// The generator could not do what it says: the run means nothing.
    NOT_VALID(3),
    /// The gateway did not consent: nothing was sent.
    REFUSED(4),
    /// The run could not be begun: a wrong setting, no gateway, one that does not start or answer.
    UNABLE(2),
    /// A verdict is red.
    RED(1);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    Exit and(Exit other) {
        return other.compareTo(this) > 0 ? other : this;
    }

    /// Of a rehearsal without a verdict: one that nobody tried to play failed nobody.
    static Exit of(Told told) {
        return switch (told.word()) {
            case Told.REFUSED -> REFUSED;
            case Told.NOT_PLAYED -> GREEN;
            default -> UNABLE;
        };
    }

    static Exit of(Verdict.Outcome outcome) {
        return switch (outcome) {
            case GREEN -> GREEN;
            case NOT_VALID -> NOT_VALID;
            case RED -> RED;
        };
    }
}
