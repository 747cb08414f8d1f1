package org.rempart.loadtests.worker;

import org.rempart.loadtests.signer.Arrivals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// What hoarders are told.
///
/// @param gateways public sides: each source takes its challenges from one of them, and what is
///   hoarded is posted to all of them in turn
/// @param path of the petition
/// @param sources where they come from
/// @param coresASource how many challenges each source solves at once
/// @param core how fast each solves
/// @param challenges when they take challenges, all of them together, and how long: a rate within
///   the budgets of the sources collects most
/// @param seed of what chance decides in that
/// @param rate requests a second, at most, also when all is released
/// @param guise under which names
public record HoardPlan(
        List<InetSocketAddress> gateways,
        String path,
        List<InetAddress> sources,
        int coresASource,
        Core core,
        Arrivals challenges,
        long seed,
        int rate,
        Guise guise) {
    public HoardPlan {
        gateways = List.copyOf(gateways);
        sources = List.copyOf(sources);
    }

    InetSocketAddress gateway(int number) {
        return gateways.get(number % gateways.size());
    }
}
