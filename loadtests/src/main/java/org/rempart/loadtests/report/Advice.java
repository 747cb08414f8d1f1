package org.rempart.loadtests.report;

import org.rempart.loadtests.verdict.Criterion;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What to do about a criterion that does not hold.
///
/// @param start how the criterion's name begins; the longest one that fits counts
/// @param text what to do, for an operator
record Advice(String start, String text) {
    private static final String KEEP =
            "Do not publish this gateway's count. Keep the database, the journal and the logs as"
                    + " they are, look the receipts up that the report names, and send all of it to"
                    + " whoever maintains the gateway.";

    private static final String GENERATOR =
            "The machine that plays the crowd was too slow. Give it more cores, let nothing else"
                    + " run on it, or lower the rates, and play the rehearsal again.";

    static final List<Advice> ALL =
            List.of(
                    // the count
                    new Advice("every acknowledged signature has its row", KEEP),
                    new Advice("no receipt stands for two signatures", KEEP),
                    new Advice("no signature has two rows", KEEP),
                    new Advice(
                            "no row is there that nobody was promised",
                            "Something that was never acknowledged was recorded, or something else"
                                    + " writes to this petition. "
                                    + KEEP),
                    new Advice("every row shows the country that was posted", KEEP),
                    new Advice(
                            "count.json, the petition and its countries equal the counted rows",
                            "A published figure is not the number of counted rows. Look for caches"
                                    + " in front of the gateway that hold it for longer than a"
                                    + " second; without any, keep the database for whoever"
                                    + " maintains the gateway."),
                    new Advice(
                            "count and breakdown of ",
                            "This gateway publishes another figure than the database holds. Compare"
                                    + " it with the other gateways', and take it out of the balance"
                                    + " until they agree."),
                    new Advice(
                            "no attack was accepted",
                            "The table of attacks says which kind got through. See that no other"
                                    + " gateway or key signs challenges for this database; if none"
                                    + " does, the gateway has a hole: do not go live with it."),
                    new Advice(
                            "a retry gets its first receipt",
                            "Signers who lose their connection and post again are told something"
                                    + " else than at first. See that all gateways use one database,"
                                    + " and run one version."),
                    new Advice(
                            "the journals are empty in the end",
                            "Signatures that were acknowledged wait on a gateway's disk. Leave its"
                                    + " data.dir alone, bring the database and the gateway up, and"
                                    + " watch journal.rows in /operator/status fall to 0."),
                    new Advice(
                            "nobody who posts again is refused",
                            "Someone whose signature was taken was told that it was not. The"
                                    + " answers to those who posted once more say how; keep the"
                                    + " logs for whoever maintains the gateway."),

                    // genuine people
                    new Advice(
                            "genuine signers got through",
                            "See what those who gave up met last: 429 says that budgets are too"
                                    + " small for what came from one address, 503 that gateway or"
                                    + " database is too small, no answer that something before the"
                                    + " gateway cut the connection."),
                    new Advice(
                            "genuine signers got through beside the forgers",
                            "Forgers who do their work took what genuine signers needed. See"
                                    + " whether budgets for each source are as tight as they may"
                                    + " be, and whether source.trusted-proxies tells one source"
                                    + " from another."),
                    new Advice(
                            "genuine signatures are counted, not held",
                            "Genuine signers share an address or a network that is over its budget."
                                    + " Name such networks in source.larger-budgets, and let the"
                                    + " operators release what is held."),
                    new Advice(
                            "genuine signers do not wait much longer",
                            "The attack takes processor time from genuine signers. Compare the"
                                    + " processor time of each side: give the gateway more cores or"
                                    + " a second machine, and play the attack from another machine,"
                                    + " so that it does not take the gateway's."),
                    new Advice(
                            "genuine signers wait no longer at the end than at first",
                            "Something fills up as time goes on. Look at heap, files and the size"
                                    + " of the database's tables over the run, and play it for"
                                    + " longer to see whether it goes on."),
                    new Advice(
                            "gateways told to stop leave in time, with exit code 0",
                            "A stop that takes too long is ended by force in a deployment. Look in"
                                    + " the gateway's log for what it waited for, and give it the"
                                    + " time to empty its queue."),
                    new Advice(
                            "no post was refused or unanswered",
                            "While the database was away, posts were not taken into the journal. See"
                                    + " that data.dir can be written to and has room, and that the"
                                    + " breaker opened."),
                    new Advice(
                            "everything is recorded soon after the database's return",
                            "The journal empties too slowly. See how fast the database writes, and"
                                    + " whether the gateway has noticed its return (breaker in"
                                    + " /operator/status)."),
                    new Advice(
                            "posts do not wait longer during the outage",
                            "Signers waited for a database that was away, or for a slow disk. See"
                                    + " how soon the breaker opened, and how fast the disk of"
                                    + " data.dir makes a write durable."),
                    new Advice(
                            "the gateway is ready all the time",
                            "A load balancer would have taken the gateway out although it could"
                                    + " still take signatures. See what /health/ready said, and"
                                    + " whether the journal could be written to."),
                    new Advice(
                            "it says that the database is down",
                            "Operators would not have been told of the outage in time. See that"
                                    + " their monitoring asks this gateway's /health/ready, and"
                                    + " what its breaker did."),
                    new Advice(
                            "and goes on saying so until it is back",
                            "The gateway took the database for healthy while it was not: alarms"
                                    + " would have stopped too soon. See the breaker's lines in its"
                                    + " log."),
                    new Advice(
                            "the heap is as small after as before, once collected",
                            "The outage left something in memory. Take a heap dump after the"
                                    + " database's return and compare it with one from before."),
                    new Advice(
                            "no event loop was blocked",
                            "Something slow ran where requests are answered. The gateway's log"
                                    + " names it, with the line it stood at."),
                    new Advice(
                            "the heap is as small at the end as at a third, once collected",
                            "Memory grows with the number of those who come: an attacker can make"
                                    + " the gateway fall over. Take a heap dump at a third and at"
                                    + " the end, and compare."),
                    new Advice(
                            "the heap stays within its bound",
                            "The gateway would not live on 256 MiB. Start it with more until its"
                                    + " memory no longer grows."),
                    new Advice(
                            "no answer was a 5xx",
                            "The gateway was overloaded or failed. 503 says that the pressure was"
                                    + " above its means, so give it more cores or a faster"
                                    + " database; any other is a fault, and its log says which."),
                    new Advice(
                            "files and sockets are as few at the end as at a third",
                            "Connections or files are not given back. List them with ls -l"
                                    + " /proc/PID/fd on the gateway's machine, and see which kind"
                                    + " grows."),
                    new Advice(
                            "no slow connection is left open",
                            "Slow senders hold connections for ever, and many of them hold all. See"
                                    + " whether something in front of the gateway takes its"
                                    + " deadlines away."),
                    new Advice(
                            "none lives long",
                            "A connection may be slow for longer than the gateway's deadlines say."
                                    + " The lives by kind say which deadline does not hold."),
                    new Advice(
                            "no source gets more than its budget counted",
                            "One address got more signatures counted than it may. See"
                                    + " budget.signatures, and that proxies in front hand on the"
                                    + " sender's address."),
                    new Advice(
                            "the attack costs them so many times the CPU that it costs us",
                            "The attack is too cheap. See what price the gateway asked for and how"
                                    + " it rose; a higher challenge.base or challenge.ceiling makes"
                                    + " it dearer, for genuine signers too."),
                    new Advice(
                            "genuine signers' price stays within the ceiling",
                            "Genuine signers were asked for more work than a phone can do. Set"
                                    + " challenge.ceiling to what may be asked of them."),
                    new Advice(
                            "one fixed price lets more through, counted a second",
                            "Budgets and a price that rises held back no more than one fixed price."
                                    + " See that the budgets are on and the sources are told from"
                                    + " one another."),

                    // the rehearsal itself
                    new Advice("no genuine signer was dropped", GENERATOR),
                    new Advice("genuine signers came on time", GENERATOR),
                    new Advice("forgers came on time", GENERATOR),
                    new Advice("the forgers came", GENERATOR),
                    new Advice(
                            "every kind of attack was tried",
                            "The run was too short for the kinds that are named, or the gateway"
                                    + " gave no challenge to attack with. Play it for longer."),
                    new Advice("the volume was offered, a second", GENERATOR),
                    new Advice("the clients came", GENERATOR),
                    new Advice("signers were sent, however many waited already", GENERATOR),
                    new Advice(
                            "there was something to lose: signatures acknowledged",
                            "Too few signatures came between the kills to prove anything. Raise"
                                    + " crash.rate, or play for longer."),
                    new Advice(
                            "gateways and database were killed as planned",
                            "A process was not there to be killed, or a kill came too late. Look"
                                    + " for a gateway or database that did not start again."),
                    new Advice(
                            "batches were in doubt",
                            "No kill met a batch on its way, so the hardest case was not tried."
                                    + " Raise crash.kills or crash.rate, or take another"
                                    + " rehearsal.seed."),
                    new Advice(
                            "signers posted while the database was away",
                            "Nobody posted during the outage. Raise signers.rate or"
                                    + " outage.seconds."),
                    new Advice(
                            "slow connections were opened",
                            "The generator may not open as many. Raise its limit of open files"
                                    + " (ulimit -n) and the range of local ports, or set"
                                    + " slow.connections lower."),
                    new Advice("workers solved challenges", GENERATOR));

    /// What to do about a criterion; empty when nothing is written down for it.
    static Optional<Advice> on(String criterion) {
        return ALL.stream()
                .filter(advice -> criterion.startsWith(advice.start))
                .max(Comparator.comparingInt(advice -> advice.start.length()));
    }

    /// What to do about a criterion, whatever it is.
    static String about(Criterion criterion) {
        return on(criterion.name()).map(Advice::text).orElseGet(() -> general(criterion.of()));
    }

    private static String general(Criterion.Of of) {
        return switch (of) {
            case TRUTH -> KEEP;
            case GENERATOR -> GENERATOR;
            case SERVICE -> "Compare the figure with that of the last run that held.";
        };
    }
}
