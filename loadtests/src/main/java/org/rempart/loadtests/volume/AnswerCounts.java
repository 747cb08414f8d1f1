package org.rempart.loadtests.volume;

import org.rempart.loadtests.verdict.AttackFigures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts requests and answers by kind, status and `code`, in arrays made beforehand. Of one
/// thread.
final class AnswerCounts {
    /// The contract's codes; the first place is for none, the last for any other.
    private static final List<String> CODES =
            List.of(
                    "",
                    "malformed",
                    "challenge_missing",
                    "challenge_forged",
                    "challenge_expired",
                    "challenge_unsolved",
                    "challenge_spent",
                    "not_found",
                    "petition_unknown",
                    "method_not_allowed",
                    "petition_not_open",
                    "too_large",
                    "unsupported_type",
                    "invalid",
                    "source_over_budget",
                    "unexpected",
                    "overloaded",
                    "storage_unavailable",
                    "other");

    private static final int STATUS_END = 600;

    private final List<VolumePlan.Shot> kinds = new ArrayList<>();
    private final int[] kindOfShot;
    private final int[] codeHashes = CODES.stream().mapToInt(String::hashCode).toArray();
    private final long[] sent;
    private final long[][] answers;

    AnswerCounts(List<VolumePlan.Shot> shots) {
        Map<String, Integer> known = new HashMap<>();
        kindOfShot = new int[shots.size()];
        for (int shot = 0; shot < kindOfShot.length; shot++) {
            VolumePlan.Shot one = shots.get(shot);
            Integer kind = known.get(one.kind());
            if (kind == null) {
                kind = kinds.size();
                known.put(one.kind(), kind);
                kinds.add(one);
            }
            kindOfShot[shot] = kind;
        }
        sent = new long[kinds.size()];
        answers = new long[kinds.size()][STATUS_END * CODES.size()];
    }

    void sent(int shot) {
        sent[kindOfShot[shot]]++;
    }

    /// @param code hash of the problem's code; 0 when there is none
    void answered(int shot, int status, int code) {
        int known = status < STATUS_END ? status : 0;
        answers[kindOfShot[shot]][known * CODES.size() + place(code)]++;
    }

    long sent() {
        long all = 0;
        for (long one : sent) {
            all += one;
        }
        return all;
    }

    List<AttackFigures> figures() {
        List<AttackFigures> figures = new ArrayList<>();
        for (int kind = 0; kind < kinds.size(); kind++) {
            Map<String, Long> counts = new HashMap<>();
            for (int i = 0; i < answers[kind].length; i++) {
                if (answers[kind][i] > 0) {
                    String code = CODES.get(i % CODES.size());
                    counts.put((i / CODES.size() + " " + code).strip(), answers[kind][i]);
                }
            }
            VolumePlan.Shot shot = kinds.get(kind);
            figures.add(
                    new AttackFigures(
                            shot.kind(), shot.mustNotBeAccepted(), true, sent[kind], counts));
        }
        return figures;
    }

    private int place(int code) {
        for (int i = 0; i < codeHashes.length; i++) {
            if (codeHashes[i] == code) {
                return i;
            }
        }
        return codeHashes.length - 1;
    }
}
