package org.rempart.loadtests.verdict;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One kind of attack.
///
/// @param kind its name
/// @param mustNotBeAccepted whether a 2xx to it is a forged acceptance
/// @param needed whether the rehearsal means nothing when none was sent
/// @param sent requests sent
/// @param answers answers by status and, for problem documents, `code`: `403 challenge_forged`
public record AttackFigures(
        String kind,
        boolean mustNotBeAccepted,
        boolean needed,
        long sent,
        Map<String, Long> answers) {
    public AttackFigures {
        answers = Collections.unmodifiableMap(new TreeMap<>(answers));
    }

    /// Requests answered with 2xx.
    public long accepted() {
        return answers.entrySet().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// Requests whose answer never arrived: connections cut, deadlines passed.
    public long unanswered() {
        return sent - answers.values().stream().mapToLong(Long::longValue).sum();
    }
}
