package org.rempart.loadtests.verdict;

/// What a rehearsal is held to.
///
/// @param successRate least part of the genuine signers that must be acknowledged, 0 to 1
/// @param waitedP99Ms most a genuine signer may wait in all, 99th percentile
/// @param latenessP99Ms most the generator may be late, 99th percentile
/// @param usersStarted least part of the attackers' connections that must be opened, 0 to 1
public record Limits(
        double successRate, double waitedP99Ms, double latenessP99Ms, double usersStarted) {

    /// One signer in a thousand may fail for reasons of the network; nobody waits longer than a
    /// visitor stays (10 s: Nielsen, "Response Times", 1993); half a second late is still in the
    /// second it was meant for.
    public static final Limits FIRST_CUT = new Limits(0.999, 10_000, 500, 0.99);
}
