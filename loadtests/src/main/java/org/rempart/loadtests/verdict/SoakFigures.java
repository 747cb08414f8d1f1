package org.rempart.loadtests.verdict;

/// What a soak with many clients was like.
///
/// @param sourcesDue distinct clients that were to come
/// @param sources distinct clients that came
/// @param heapThirdMib heap in use after a third of the run, after a full collection
/// @param heapEndMib heap in use at its end, after a full collection
/// @param heapMaxMib most heap seen in use
/// @param filesThird files and sockets the gateway held after a third of the run
/// @param filesEnd those it held at its end
public record SoakFigures(
        long sourcesDue,
        long sources,
        double heapThirdMib,
        double heapEndMib,
        double heapMaxMib,
        long filesThird,
        long filesEnd) {}
