package org.rempart.loadtests.worker;

import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Departures;

import java.net.InetAddress;
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
/// @param departures asked before each request
public record HoardPlan(
        List<PublicSide> gateways,
        String path,
        List<InetAddress> sources,
        int coresASource,
        Core core,
        Arrivals challenges,
        long seed,
        int rate,
        Guise guise,
        Departures departures) {
    public HoardPlan {
        gateways = List.copyOf(gateways);
        sources = List.copyOf(sources);
    }

    PublicSide gateway(int number) {
        return gateways.get(number % gateways.size());
    }
}
