package org.rempart.loadtests.report;

import org.rempart.loadtests.report.Block.Amounts;
import org.rempart.loadtests.report.Block.Answers;
import org.rempart.loadtests.report.Block.Asked;
import org.rempart.loadtests.report.Block.Fact;
import org.rempart.loadtests.report.Block.Facts;
import org.rempart.loadtests.report.Block.Wait;
import org.rempart.loadtests.report.Block.Waits;
import org.rempart.loadtests.verdict.CostFigures;
import org.rempart.loadtests.verdict.Evidence;
import org.rempart.loadtests.verdict.Reconciliation;
import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.VolumeFigures;
import org.rempart.loadtests.verdict.WorkersFigures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which figures of a run a reader is shown, and in which order: the genuine signers, what came,
/// what it cost, the rows.
final class Figures {
    /// Receipts named for each fault of a count: enough to look one up.
    private static final int RECEIPTS_SHOWN_MAX = 5;

    private Figures() {}

    static List<Block> of(Evidence evidence) {
        SignerFigures signers = evidence.signers();
        List<Block> blocks = new ArrayList<>();
        blocks.add(signers(signers));
        blocks.add(new Waits("How long genuine signers waited", waits(evidence)));
        if (!signers.gaveUp().isEmpty()) {
            blocks.add(
                    new Answers(
                            "What genuine signers met who gave up",
                            List.of(Asked.of("gave up", signers.gaveUp()))));
        }
        if (!signers.again().isEmpty()) {
            blocks.add(
                    new Answers(
                            "What those were answered who posted the same once more",
                            List.of(Asked.of("posted again", signers.again()))));
        }
        blocks.addAll(what(evidence));
        blocks.add(new Amounts("Processor time of each side", "s", evidence.cpuSeconds()));
        blocks.add(rows(evidence.reconciliation()));
        return blocks;
    }

    private static List<Block> what(Evidence evidence) {
        return switch (evidence) {
            case Evidence.OfFlood flood ->
                    List.of(
                            volume(flood.volume()),
                            attacks("Answers to the flood", flood.volume()),
                            new Facts(
                                    "Forgers, who take challenges, solve, forge and replay",
                                    List.of(
                                            fact("requests", "%,d", flood.forgers().sent()),
                                            fact(
                                                    "connections",
                                                    "%,d",
                                                    flood.forgers().usersStarted()),
                                            fact("addresses", "%,d", flood.forgers().sources()))),
                            new Answers(
                                    "Answers to the forgers",
                                    flood.forgers().attacks().stream().map(Asked::of).toList()));
            case Evidence.OfSoak soak ->
                    List.of(
                            new Facts(
                                    "What the soak left",
                                    List.of(
                                            fact("clients", "%,d", soak.soak().sources()),
                                            fact(
                                                    "heap at a third, once collected",
                                                    "%.1f MiB",
                                                    soak.soak().heapThirdMib()),
                                            fact(
                                                    "heap at the end, once collected",
                                                    "%.1f MiB",
                                                    soak.soak().heapEndMib()),
                                            fact(
                                                    "heap at most",
                                                    "%.1f MiB",
                                                    soak.soak().heapMaxMib()),
                                            fact(
                                                    "files and sockets at a third, at the end",
                                                    "%d, %d",
                                                    soak.soak().filesThird(),
                                                    soak.soak().filesEnd()))),
                            volume(soak.volume()),
                            attacks("Answers to the clients", soak.volume()));
            case Evidence.OfSlow slow ->
                    List.of(
                            new Facts(
                                    "Slow connections",
                                    List.of(
                                            fact("were to be opened", "%,d", slow.slow().due()),
                                            fact("opened", "%,d", slow.slow().opened()),
                                            fact("of them refused", "%,d", slow.slow().refused()),
                                            fact("left open", "%,d", slow.slow().left()))),
                            new Waits(
                                    "How long slow connections lived",
                                    slow.slow().lives().entrySet().stream()
                                            .sorted(Map.Entry.comparingByKey())
                                            .map(life -> new Wait(life.getKey(), life.getValue()))
                                            .toList()));
            case Evidence.OfWorkers workers -> workers(workers);
            case Evidence.OfCrash crash ->
                    List.of(
                            new Facts(
                                    "The campaign of seed " + crash.crash().seed(),
                                    List.of(
                                            fact("kills", "%,d", crash.crash().kills()),
                                            new Fact(
                                                    "blows",
                                                    PlainReport.answers(crash.crash().strikes())),
                                            fact(
                                                    "starts of gateways",
                                                    "%,d",
                                                    crash.crash().gatewayLives()),
                                            fact(
                                                    "batches in doubt, at least",
                                                    "%,d",
                                                    crash.crash().inDoubt().batches()),
                                            fact(
                                                    "rows in a journal, at most",
                                                    "%,d",
                                                    crash.crash().journalRowsMax()),
                                            after(
                                                    "journals empty after the last signer",
                                                    crash.crash().drainedAfterS()))),
                            posts(crash.crash().answers()));
            case Evidence.OfOutage outage ->
                    List.of(
                            new Facts(
                                    "The outage (%s)".formatted(outage.outage().kind()),
                                    List.of(
                                            fact("it lasted", "%d s", outage.outage().seconds()),
                                            after(
                                                    "all recorded after the return",
                                                    outage.outage().recordedAfterS()),
                                            fact(
                                                    "rows in the journal, at most",
                                                    "%,d",
                                                    outage.outage().journalRowsMax()),
                                            fact(
                                                    "heap before, at most, after",
                                                    "%.1f, %.1f, %.1f MiB",
                                                    outage.outage().heapBeforeMib(),
                                                    outage.outage().heapMaxMib(),
                                                    outage.outage().heapAfterMib()))),
                            posts(outage.outage().answers()));
        };
    }

    private static Block signers(SignerFigures signers) {
        return new Facts(
                "Genuine signers",
                List.of(
                        fact("came", "%,d", signers.due() - signers.dropped()),
                        fact(
                                "got through",
                                "%,d (%.2f %%)",
                                signers.acknowledged(),
                                signers.successRate() * 100),
                        fact("times they were asked to wait", "%,d", signers.waits())));
    }

    private static List<Wait> waits(Evidence evidence) {
        SignerFigures signers = evidence.signers();
        List<Wait> waits = new ArrayList<>();
        switch (evidence) {
            case Evidence.OfFlood flood -> {
                waits.add(new Wait("in all, while it was quiet", flood.quiet().waited()));
                waits.add(new Wait("in all, beside the forgers", flood.besideForgers().waited()));
                waits.add(new Wait("in all, during the flood", signers.waited()));
            }
            case Evidence.OfSoak soak -> {
                waits.add(new Wait("in all, first third", soak.atFirst().waited()));
                waits.add(new Wait("in all, last third", signers.waited()));
            }
            case Evidence.OfSlow slow -> {
                waits.add(new Wait("in all, while it was quiet", slow.quiet().waited()));
                waits.add(new Wait("in all, beside slow connections", signers.waited()));
            }
            case Evidence.OfOutage outage -> {
                waits.add(new Wait("in all", signers.waited()));
                waits.add(
                        new Wait(
                                "from post to answer, during the outage",
                                outage.outage().waitedDuring()));
            }
            case Evidence.OfCrash _, Evidence.OfWorkers _ ->
                    waits.add(new Wait("in all", signers.waited()));
        }
        waits.add(new Wait("for the page", signers.page()));
        waits.add(new Wait("for the challenge", signers.challenge()));
        waits.add(new Wait("from post to acknowledgement", signers.post()));
        waits.add(new Wait("solving (their own time)", signers.solve()));
        waits.add(new Wait("came late by (generator)", signers.lateness()));
        return waits;
    }

    private static Block volume(VolumeFigures volume) {
        return new Facts(
                "What was sent (%s)".formatted(volume.kind()),
                List.of(
                        fact("requests a second", "%,.0f", volume.sentASecond()),
                        fact("in the best second", "%,d", volume.sentInBestSecond()),
                        fact("for", "%,d s", volume.seconds()),
                        fact("connections kept", "%,d", volume.connections()),
                        fact("addresses", "%,d", volume.sources()),
                        fact("connections opened", "%,d", volume.opened()),
                        fact("ended by the gateway", "%,d", volume.endedByGateway()),
                        fact("given up", "%,d", volume.gaveUp()),
                        fact("not sent in time", "%,d", volume.missed()),
                        fact("half answered within", "%.1f ms", volume.answered().p50()),
                        fact("99 of 100 answered within", "%.1f ms", volume.answered().p99())));
    }

    private static Block attacks(String title, VolumeFigures volume) {
        return new Answers(title, volume.attacks().stream().map(Asked::of).toList());
    }

    private static Block posts(Map<String, Long> answers) {
        return new Answers("Answers to posts", List.of(Asked.of("posts", answers)));
    }

    private static List<Block> workers(Evidence.OfWorkers evidence) {
        return List.of(
                new Facts(
                        "What genuine signers were asked for",
                        List.of(
                                fact("tries on average", "%,.0f", evidence.prices().mean()),
                                fact("tries at most", "%,d", evidence.prices().dearest()),
                                fact(
                                        "asked for more than at rest",
                                        "%,d of %,d",
                                        evidence.prices().aboveBase(),
                                        evidence.prices().asked()),
                                new Fact("their rows", PlainReport.answers(evidence.states())))),
                attack(
                        "Workers against budgets and a price that rises",
                        evidence.workers(),
                        evidence.costs()),
                attack(
                        "The same against one fixed price, without budgets",
                        evidence.fixed(),
                        evidence.fixedCosts()),
                new Answers(
                        "Answers to the workers",
                        List.of(
                                Asked.of("rising price", evidence.workers().answers()),
                                Asked.of("fixed price", evidence.fixed().answers()))),
                new Amounts(
                        "Forged signatures counted",
                        "a second",
                        Map.of(
                                "budgets and a rising price",
                                evidence.workers().countedASecond(),
                                "one fixed price",
                                evidence.fixed().countedASecond())));
    }

    private static Block attack(String title, WorkersFigures workers, CostFigures costs) {
        return new Facts(
                title,
                List.of(
                        fact("addresses", "%,d", workers.sources()),
                        fact("cores of each", "%,d", workers.coresASource()),
                        fact("for", "%.1f s", workers.seconds()),
                        fact("challenges solved", "%,d", workers.solved()),
                        fact("tries for each, on average", "%,.0f", workers.meanPrice()),
                        new Fact("their rows", PlainReport.answers(workers.states())),
                        fact("counted of one address, at most", "%,d", workers.countedOfOneMost()),
                        fact("their processor time", "%,.0f s", workers.cpuSeconds()),
                        fact("ours for it", "%,.1f s", costs.ofAttack()),
                        fact("theirs to ours", "%,.0f", workers.cpuSeconds() / costs.ofAttack())));
    }

    private static Block rows(Reconciliation rows) {
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("signatures acknowledged", "%,d", rows.acknowledged()));
        facts.add(fact("rows", "%,d", rows.rows()));
        facts.add(new Fact("by state", PlainReport.answers(rows.rowsByState())));
        facts.add(fact("rows for posts without an answer", "%,d", rows.unexplained()));
        receipts(facts, "receipts without a row", rows.missing());
        receipts(facts, "receipts given to two signatures", rows.shared());
        receipts(facts, "receipts with two rows", rows.twice());
        receipts(facts, "receipts in another country", rows.elsewhere());
        return new Facts("The count against the rows", facts);
    }

    private static void receipts(List<Fact> facts, String name, List<String> receipts) {
        if (!receipts.isEmpty()) {
            List<String> some = receipts.subList(0, Math.min(receipts.size(), RECEIPTS_SHOWN_MAX));
            facts.add(
                    new Fact(
                            name,
                            "%,d: %s%s"
                                    .formatted(
                                            receipts.size(),
                                            String.join(", ", some),
                                            some.size() < receipts.size() ? ", …" : "")));
        }
    }

    private static Fact after(String name, double seconds) {
        return seconds < 0 ? new Fact(name, "not in time") : fact(name, "%.1f s", seconds);
    }

    // the annotation that would have calls checked is in no library of this module
    @SuppressWarnings("AnnotateFormatMethod")
    private static Fact fact(String name, String pattern, Object... values) {
        return new Fact(name, String.format(Locale.ROOT, pattern, values));
    }
}
