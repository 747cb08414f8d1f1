package org.rempart.loadtests.volume;

import org.rempart.loadtests.machine.PublicSide;
import org.rempart.loadtests.verdict.VolumeFigures;

import java.io.IOException;
import java.util.List;

/// How many requests a second this generator can exchange on this machine, now: measured against a
/// server of its own, which shares the cores with it. It warms the generator up, too.
///
/// A gateway that holds its answers back slows the closed kinds down, and that is its merit: what
/// they sent then says nothing about what they could have sent. This does.
final class Reach {
    private static final int SECONDS = 2;

    /// Of each other kind.
    private static final int WARM_UP_S = 1;

    /// As many as a paced volume sends when nobody says how many.
    private static final int WARM_UP_RATE = 25_000;

    private static final int CONNECTIONS = 200;

    /// More than anybody reaches.
    private static final int RATE = 1_000_000;

    private static final VolumePlan.Shot SHOT =
            new VolumePlan.Shot(
                    "own",
                    true,
                    false,
                    "GET /own HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n");

    private Reach() {}

    /// Requests in the best second. Blocks for four: the other kinds are tried before. What is
    /// compiled for them then is not compiled in the first second of a flood, on the gateway's
    /// cores (measured: most of one of two, and genuine signers waited for that).
    static double measure() throws IOException {
        try (Responder responder = Responder.start(SHOT.request().length())) {
            send(responder, VolumeKind.PIPELINED, WARM_UP_RATE, WARM_UP_S);
            send(responder, VolumeKind.PACED, WARM_UP_RATE, WARM_UP_S);
            return send(responder, VolumeKind.CLOSED, RATE, SECONDS).sentInBestSecond();
        }
    }

    private static VolumeFigures send(Responder to, VolumeKind kind, int rate, int seconds)
            throws IOException {
        Volley volley =
                new Volley(
                        new VolumePlan(
                                PublicSide.here(to.port()),
                                kind,
                                CONNECTIONS,
                                rate,
                                seconds,
                                List.of("127.0.0.1"),
                                false,
                                List.of(SHOT)));
        volley.run();
        return volley.figures(0);
    }
}
