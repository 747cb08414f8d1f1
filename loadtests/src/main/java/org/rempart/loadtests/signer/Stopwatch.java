package org.rempart.loadtests.signer;

/// Where a visit's time went, in nanoseconds. Of one thread.
final class Stopwatch {
    long page;
    long challenge;
    long solve;
    long think;
    long post;
    long waits;
}
