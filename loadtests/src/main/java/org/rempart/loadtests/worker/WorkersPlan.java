package org.rempart.loadtests.worker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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
/// @param during how long they go on; what waits for its answer then still gets it
public record WorkersPlan(
        InetSocketAddress gateway,
        String path,
        List<InetAddress> sources,
        int coresASource,
        Core core,
        int rate,
        Duration during) {
    public WorkersPlan {
        sources = List.copyOf(sources);
    }
}
