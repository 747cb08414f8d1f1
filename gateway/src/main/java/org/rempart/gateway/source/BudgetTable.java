package org.rempart.gateway.source;

import java.util.List;
import java.util.random.RandomGenerator;

/// Who has used how much of what: 36 bytes for each source or prefix, and never more than
/// [#BYTES_MAX] in all. Full, it forgets the quiet ones first ([Stripe]).
///
/// Keys are keyed hashes of prefixes, so nobody can aim at a place in it, and two prefixes that
/// share one are not to be expected before there are four billion.
final class BudgetTable {
    /// Each with its lock; with [#BUCKETS_MAX] it makes the largest table.
    static final int STRIPES = 213;

    /// In a stripe.
    static final int BUCKETS_MAX = 256;

    /// Room for 1.7 million entries: a million IPv4 addresses and the most used of their /24s.
    static final long BYTES_MAX =
            (long) STRIPES
                    * BUCKETS_MAX
                    * Stripe.BUCKET_ENTRIES
                    * (Long.BYTES + Budget.values().length * Integer.BYTES);

    private final SipHash hash;
    private final Stripe[] stripes = new Stripe[STRIPES];

    BudgetTable(List<Ticks> ticks, int bucketsMax, RandomGenerator hashKey) {
        hash = SipHash.keyedBy(hashKey);
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Stripe(i, ticks, bucketsMax);
        }
    }

    /// The key of a prefix; never 0.
    long key(long high, long low, int bits) {
        long key = hash.hash(high, low, bits);
        return key == 0 ? 1 : key;
    }

    /// The stripe that holds a key.
    Stripe stripe(long key) {
        return stripes[(int) (((key >>> Integer.SIZE) * STRIPES) >>> Integer.SIZE)];
    }

    /// Who needs several locks at once takes them in the order of their numbers.
    Stripe numbered(int number) {
        return stripes[number];
    }

    /// Sources and prefixes that are there, once what is whole again is gone.
    long entries(long elapsedNanos) {
        long sum = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                stripe.keepUp(elapsedNanos);
                sum += stripe.entries();
            }
        }
        return sum;
    }

    /// Sources and prefixes that were forgotten before they were whole again.
    long forgotten() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                sum += stripe.forgotten();
            }
        }
        return sum;
    }

    /// Bytes of its arrays.
    long bytes() {
        long sum = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                sum += stripe.bytes();
            }
        }
        return sum;
    }
}
