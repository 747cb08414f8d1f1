package org.rempart.loadtests.flood;

import java.util.ArrayList;
import java.util.List;

/// When the attackers' connections are opened: so many in each second, evenly within it. A ramp
/// first, because a generator that starts cold at full rate measures its own warming up.
///
/// @param rampS seconds of it that are the ramp
/// @param usersEachSecond connections opened in each second of the flood
record FloodSchedule(int rampS, List<Integer> usersEachSecond) {
    /// Requests on one connection. Attackers keep theirs, and so does a generator that wants to
    /// reach a rate: opening one costs it twice a request.
    static final int REQUESTS_A_USER = 10;

    private static final long SECOND_NANOS = 1_000_000_000L;

    FloodSchedule {
        usersEachSecond = List.copyOf(usersEachSecond);
    }

    /// Rounds the ramp so that what one second leaves over comes in the next.
    static FloodSchedule of(int rate, int rampS, int holdS) {
        double usersASecond = (double) rate / REQUESTS_A_USER;
        List<Integer> users = new ArrayList<>();
        double left = 0;
        for (int second = 0; second < rampS + holdS; second++) {
            double part = second < rampS ? (second + 0.5) / rampS : 1;
            left += usersASecond * part;
            users.add((int) left);
            left -= (int) left;
        }
        return new FloodSchedule(rampS, users);
    }

    long users() {
        return usersEachSecond.stream().mapToLong(Integer::longValue).sum();
    }

    long rampNanos() {
        return rampS * SECOND_NANOS;
    }

    /// When a user is due after the start, in nanoseconds.
    ///
    /// @param user counted from 0
    long dueNanos(long user) {
        long before = 0;
        for (int second = 0; second < usersEachSecond.size(); second++) {
            int users = usersEachSecond.get(second);
            if (user < before + users) {
                return second * SECOND_NANOS + (user - before) * SECOND_NANOS / users;
            }
            before += users;
        }
        return usersEachSecond.size() * SECOND_NANOS;
    }
}
