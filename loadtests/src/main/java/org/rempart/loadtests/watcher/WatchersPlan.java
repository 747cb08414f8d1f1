package org.rempart.loadtests.watcher;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.PublicSide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// All that the process of the watchers has to know.
///
/// @param gateways their public sides
/// @param path of the count
/// @param rate reads a second of all together, 1 to 20,000
/// @param everyMs how often each of them reads, in milliseconds: in a second's worth of these there
///   are `rate` of them
/// @param sources addresses to come from: the watchers of each share one connection. One for each
///   [#READS_A_SOURCE] is within any budget
/// @param rampMs milliseconds until all of them watch; what they wait for meanwhile is not told
/// @param holdMs milliseconds they stay
/// @param seed of when in those `everyMs` each of them reads
/// @param forwardedFor who the gateway is told that each source is; none: it is not told
public record WatchersPlan(
        List<PublicSide> gateways,
        String path,
        int rate,
        int everyMs,
        List<String> sources,
        int rampMs,
        int holdMs,
        long seed,
        List<String> forwardedFor) {
    /// 100,000 pages that ask every 10 seconds (derived from Revoke Article 50, 2019).
    public static final int RATE = 10_000;

    /// How often a page asks.
    public static final int EVERY_S = 10;

    /// Half of what a gateway lets a source ask for, a second (`budget.requests`).
    public static final int READS_A_SOURCE = 5;

    /// Twice the largest crowd so far; one thread sends no more.
    private static final int RATE_MAX = 20_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws IllegalArgumentException when nobody is to watch, or more than one thread can be
    public WatchersPlan {
        gateways = List.copyOf(gateways);
        sources = List.copyOf(sources);
        forwardedFor = List.copyOf(forwardedFor);
        if (rate < 1
                || rate > RATE_MAX
                || watchers(rate, everyMs) < 1
                || gateways.isEmpty()
                || sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "nobody watches: %d reads a second every %d ms from %d sources at %d gateways"
                            .formatted(rate, everyMs, sources.size(), gateways.size()));
        }
    }

    /// Watchers whom the gateway knows by the addresses they come from.
    WatchersPlan(
            List<PublicSide> gateways,
            String path,
            int rate,
            int everyMs,
            List<String> sources,
            int rampMs,
            int holdMs,
            long seed) {
        this(gateways, path, rate, everyMs, sources, rampMs, holdMs, seed, List.of());
    }

    /// How many watch.
    int watchers() {
        return watchers(rate, everyMs);
    }

    private static int watchers(int rate, int everyMs) {
        return (int) ((long) rate * everyMs / 1_000);
    }

    static WatchersPlan read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), WatchersPlan.class);
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
