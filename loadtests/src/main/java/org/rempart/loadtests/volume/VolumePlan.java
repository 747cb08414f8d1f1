package org.rempart.loadtests.volume;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.rempart.loadtests.machine.PublicSide;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// All that the process of a volume has to know.
///
/// @param gateway where it sends to
/// @param connections kept connections, spread evenly over the sources, 1 to 20,000
/// @param rate requests a second, at most: bounds the closed kinds, paces the paced one
/// @param seconds how long it sends
/// @param sources addresses to come from
/// @param turns whether the shots are sent in their order, each round of them for another client,
///   whom their `X-Forwarded-For` names ([ForwardedClient]); otherwise as they come
/// @param firstClient number of the first of those clients
/// @param shots the requests, sent one after another and from the first one again
public record VolumePlan(
        PublicSide gateway,
        VolumeKind kind,
        int connections,
        int rate,
        int seconds,
        List<String> sources,
        boolean turns,
        long firstClient,
        List<Shot> shots) {
    /// Requests of one client before the next one's turn, where they are sent in turns.
    public static final int SHOTS_A_CLIENT = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    /// One prepared request.
    ///
    /// @param kind its name in reports
    /// @param mustNotBeAccepted whether a 2xx to it is a forged acceptance
    /// @param streams whether its answer has no end: the connection is closed once it has begun
    /// @param request all of it, head and body
    public record Shot(String kind, boolean mustNotBeAccepted, boolean streams, String request) {
        /// The same, sent by a proxy for a client.
        public Shot forwardedFor(String client) {
            return new Shot(
                    kind,
                    mustNotBeAccepted,
                    streams,
                    request.replaceFirst(
                            "\r\nHost:", "\r\nX-Forwarded-For: " + client + "\r\nHost:"));
        }
    }

    public VolumePlan {
        sources = List.copyOf(sources);
        shots = List.copyOf(shots);
    }

    /// The same from the first client there is.
    public VolumePlan(
            PublicSide gateway,
            VolumeKind kind,
            int connections,
            int rate,
            int seconds,
            List<String> sources,
            boolean turns,
            List<Shot> shots) {
        this(gateway, kind, connections, rate, seconds, sources, turns, 0, shots);
    }

    static VolumePlan read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), VolumePlan.class);
    }

    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }
}
