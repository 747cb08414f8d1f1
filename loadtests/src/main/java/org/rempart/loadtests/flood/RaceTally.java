package org.rempart.loadtests.flood;

import org.rempart.loadtests.signer.Person;
import org.rempart.loadtests.verdict.Acknowledgement;
import org.rempart.loadtests.verdict.AttackFigures;
import org.rempart.loadtests.verdict.Latency;
import org.rempart.loadtests.verdict.Ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Tells the posts of races apart by what they mean, and writes into the ledger what was promised.
/// Of one thread.
final class RaceTally {
    private static final String KIND = "raced";

    private static final String SPENT = "403 challenge_spent";

    /// Before the label of an answer that its content had a right to.
    private static final String WON = "won: ";

    /// Who wins a race for work that was never posted, before it is run.
    static final Winner NOBODY_YET = new Winner("", "");

    private final int gateways;
    private final Ledger ledger;
    private final Map<String, Long> answers = new TreeMap<>();
    private final Map<String, Long> others = new TreeMap<>();
    private final Latency moments = new Latency();
    private long pieces;
    private long posts;
    private long firstReceipts;
    private long otherReceipts;
    private long bought;
    private long spent;
    private long turnedAway;
    private long unanswered;

    /// The content that bought the signature, and its receipt.
    record Winner(String form, String receipt) {}

    /// What one attacker posted and got.
    ///
    /// @param sentNanos when it was posted, on the scale of `System.nanoTime()`
    /// @param label status and code; empty when no answer came
    /// @param receipt empty when it was not accepted
    record Post(
            Person person, String form, long sentNanos, int status, String label, String receipt) {}

    RaceTally(int gateways, Ledger ledger) {
        this.gateways = gateways;
        this.ledger = ledger;
    }

    /// Judges one race.
    ///
    /// @param before who had won before it
    void judge(Winner before, List<Post> ended) {
        pieces++;
        posts += ended.size();
        moments.record(
                ended.stream().mapToLong(Post::sentNanos).max().orElseThrow()
                        - ended.stream().mapToLong(Post::sentNanos).min().orElseThrow());
        Winner winner = before.form().isEmpty() ? winner(ended) : before;
        Set<String> promised = new HashSet<>(Set.of(before.form()));
        for (Post post : ended) {
            if (!post.receipt().isEmpty() && !post.form().equals(before.form())) {
                acknowledged(post);
                promised.add(post.form());
            }
            count(winner, post);
        }
        for (Post post : ended) {
            // one of several posts of one content: at most one row, if none is promised
            if (post.label().isEmpty() && promised.add(post.form())) {
                ledger.unanswered(post.person().country());
            }
        }
    }

    private static Winner winner(List<Post> ended) {
        return ended.stream()
                .filter(post -> !post.receipt().isEmpty())
                .findFirst()
                .map(post -> new Winner(post.form(), post.receipt()))
                .orElse(NOBODY_YET);
    }

    private void count(Winner winner, Post post) {
        boolean won = post.form().equals(winner.form());
        if (post.label().isEmpty()) {
            unanswered++;
        } else if (post.receipt().isEmpty()) {
            answers.merge(post.label(), 1L, Long::sum);
            if (post.label().equals(SPENT)) {
                spent++;
                turnedAway += won ? 1 : 0;
            } else {
                others.merge(post.label(), 1L, Long::sum);
            }
        } else if (won) {
            answers.merge(WON + post.label(), 1L, Long::sum);
            if (post.receipt().equals(winner.receipt())) {
                firstReceipts++;
            } else {
                otherReceipts++;
            }
        } else {
            answers.merge(post.label(), 1L, Long::sum);
            bought++;
        }
    }

    private void acknowledged(Post post) {
        Person person = post.person();
        ledger.acknowledged(
                new Acknowledgement(
                        person.number(), post.receipt(), person.country(), post.status()));
    }

    DoubleSpend.Result result() {
        return new DoubleSpend.Result(
                new AttackFigures(KIND, true, true, posts, answers),
                new ReplayFigures(
                        pieces,
                        gateways,
                        posts,
                        firstReceipts,
                        otherReceipts,
                        bought,
                        spent,
                        turnedAway,
                        others,
                        unanswered,
                        moments.percentiles()));
    }
}
