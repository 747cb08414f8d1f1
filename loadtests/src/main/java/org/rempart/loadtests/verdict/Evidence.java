package org.rempart.loadtests.verdict;

import java.util.Map;

/// All that was seen in a run.
///
/// @param reconciliation acknowledgements against rows
/// @param published what the public saw at the end
/// @param signers the genuine signers
/// @param flood the attackers
/// @param cpuSeconds CPU time by process: what the run cost each side
public record Evidence(
        Reconciliation reconciliation,
        Published published,
        SignerFigures signers,
        FloodFigures flood,
        Map<String, Double> cpuSeconds) {}
