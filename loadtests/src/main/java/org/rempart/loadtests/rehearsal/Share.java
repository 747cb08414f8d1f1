package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.verdict.MachineFigures.Place;

import java.util.List;

/// Which part of a rehearsal this machine plays. Everything that is an amount is divided here and
/// nowhere else, so that the parts of all machines add up to the whole, and no two of them have a
/// source address in common.
///
/// @param machine which one this is, 1 to `machines`
/// @param machines how many there are, 1 to [Place#MACHINES_MAX]
record Share(int machine, int machines) {
    /// All of it.
    static final Share WHOLE = new Share(1, 1);

    Share {
        if (machines < 1 || machines > Place.MACHINES_MAX || machine < 1 || machine > machines) {
            throw new IllegalArgumentException("no machine %d of %d".formatted(machine, machines));
        }
    }

    /// Whether other machines play the rest.
    boolean divided() {
        return machines > 1;
    }

    /// This machine's part of an amount. What is left over falls to the first machines, one each.
    int of(int whole) {
        return whole / machines + (machine <= whole % machines ? 1 : 0);
    }

    /// This machine's part of a rate.
    double of(double whole) {
        return whole / machines;
    }

    /// This machine's slice of source addresses.
    <T> List<T> of(List<T> all) {
        int from = before(all.size());
        return all.subList(from, from + of(all.size()));
    }

    /// As many of this machine's slice as fall to it.
    ///
    /// @param count how many, this machine's part already
    /// @throws IllegalArgumentException when the slice has fewer
    <T> List<T> some(int count, List<T> all) {
        List<T> slice = of(all);
        if (count > slice.size()) {
            throw new IllegalArgumentException(
                    "machine %d of %d has %d addresses, not %d"
                            .formatted(machine, machines, slice.size(), count));
        }
        return slice.subList(0, count);
    }

    /// How many fall to the machines before this one.
    int before(int whole) {
        return (machine - 1) * (whole / machines) + Math.min(machine - 1, whole % machines);
    }

    /// This machine's part of those who come. Of independent arrivals any part is one again, and
    /// all parts together are the whole (E. Çinlar, "Introduction to Stochastic Processes", 1975,
    /// chapter 4, on superposition).
    Arrivals of(Arrivals whole) {
        return whole.times(1.0 / machines);
    }

    /// What the machines ask a gateway's consent for, each for all of them.
    ///
    /// @param rate requests a second of this one
    int whole(int rate) {
        return rate * machines;
    }
}
