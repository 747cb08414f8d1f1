package org.rempart.loadtests.worker;

import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.signer.Departures;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/// What workers are told.
///
/// @param gateway the public side
/// @param path of the petition
/// @param sources where they come from
/// @param coresASource workers of each source
/// @param core how fast each solves
/// @param rate requests a second of all together, at most
/// @param tempo when they forge, and how long they go on
/// @param guise under which names
/// @param departures asked before each request
public record WorkersPlan(
        PublicSide gateway,
        String path,
        List<InetAddress> sources,
        int coresASource,
        Core core,
        int rate,
        Tempo tempo,
        Guise guise,
        Departures departures) {
    public WorkersPlan {
        sources = List.copyOf(sources);
    }

    /// Workers who go flat out, each forgery under a name of its own.
    public WorkersPlan(
            PublicSide gateway,
            String path,
            List<InetAddress> sources,
            int coresASource,
            Core core,
            int rate,
            Duration during,
            Departures departures) {
        this(
                gateway,
                path,
                sources,
                coresASource,
                core,
                rate,
                new Tempo.FlatOut(during),
                Guise.EACH_ANOTHER,
                departures);
    }
}
