package org.rempart.loadtests.worker;

import org.rempart.loadtests.verdict.Percentiles;

/// Whether a tempo was kept.
///
/// @param due forgeries that were to be begun
/// @param begun forgeries that were
/// @param lateness how much later than due
public record TempoFigures(long due, long begun, Percentiles lateness) {}
