package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Criterion;
import org.rempart.loadtests.verdict.Criterion.Of;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.Verdict;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A verdict in one sentence, for somebody who knows petitions and not computers.
final class Headline {
    /// Percentiles and factors at the end of a criterion's name.
    private static final String DETAIL = " \\([^()]*\\)$";

    private Headline() {}

    static String of(Verdict verdict) {
        String threat = verdict.threat();
        SignerFigures signers = verdict.evidence().signers();
        return switch (verdict.outcome()) {
            case GREEN ->
                    String.format(
                            Locale.ROOT,
                            "The gateway held against %s: every signature it acknowledged is there"
                                    + " exactly once, and %,d of %,d genuine signers got through.",
                            threat,
                            signers.acknowledged(),
                            signers.due() - signers.dropped());
            case RED -> red(verdict, threat);
            case NOT_VALID ->
                    "This run proves nothing about the gateway: %s could not be played as it was to be."
                            .formatted(threat);
        };
    }

    private static String red(Verdict verdict, String threat) {
        List<Criterion> failed = verdict.failed();
        Optional<Criterion> untrue =
                failed.stream().filter(criterion -> criterion.of() == Of.TRUTH).findFirst();
        // where several machines played, one that is missing fails a criterion as well
        Criterion first =
                untrue.or(() ->
                                failed.stream()
                                        .filter(criterion -> criterion.of() == Of.SERVICE)
                                        .findFirst())
                        .orElse(failed.getFirst());
        return String.format(
                Locale.ROOT,
                "%s against %s: %d of %d criteria %s not hold, %s “%s” (seen: %s, allowed: %s).",
                untrue.isPresent()
                        ? "The count cannot be trusted"
                        : "The count stayed true, but genuine people were not served well enough",
                threat,
                failed.size(),
                verdict.criteria().size(),
                failed.size() == 1 ? "does" : "do",
                failed.size() == 1 ? "namely" : "first of all",
                first.name().replaceFirst(DETAIL, ""),
                first.figure(),
                first.limit());
    }
}
