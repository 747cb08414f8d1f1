package org.rempart.loadtests.verdict;

/// What signers were asked for: tries at most (N), at full scale.
///
/// @param asked challenges they got
/// @param base the price at the calm level for a rested source
/// @param aboveBase challenges that asked for more
/// @param mean on average
/// @param dearest at most
public record PriceFigures(long asked, long base, long aboveBase, double mean, long dearest) {}
