package org.rempart.gateway.http;

/// The times that `Retry-After` can say: seconds, rounded up to two digits. So there are few enough
/// to have an answer for each at hand, and nobody waits a tenth longer than he has to.
final class RetryAfter {
    /// Above the day in which every budget comes back.
    static final long SECONDS_MAX = 99_000;

    private static final int DIGITS_TWO = 100;
    private static final int TENS = 4;

    /// They are numbered from 0 to below this.
    static final int NUMBERS = TENS * DIGITS_TWO;

    private RetryAfter() {}

    /// The number of the time that is said for so long, at least a second and at most
    /// [#SECONDS_MAX].
    static int number(long seconds) {
        int digits = (int) Math.clamp(seconds, 1, SECONDS_MAX);
        int tens = 0;
        while (digits >= DIGITS_TWO) {
            digits = Math.ceilDiv(digits, 10);
            tens++;
        }
        return tens * DIGITS_TWO + digits;
    }

    /// The time of that number, seconds.
    static long seconds(int number) {
        long seconds = number % DIGITS_TWO;
        for (int tens = number / DIGITS_TWO; tens > 0; tens--) {
            seconds *= 10;
        }
        return seconds;
    }
}
