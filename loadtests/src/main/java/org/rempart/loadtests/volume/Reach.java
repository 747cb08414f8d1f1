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

    private static final int CONNECTIONS = 200;

    /// More than anybody reaches.
    private static final int RATE = 1_000_000;

    private Reach() {}

    /// Requests in the best second. Blocks for two.
    static double measure() throws IOException {
        VolumePlan.Shot shot =
                new VolumePlan.Shot(
                        "own",
                        true,
                        false,
                        "GET /own HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n");
        try (Responder responder = Responder.start(shot.request().length())) {
            Volley volley =
                    new Volley(
                            new VolumePlan(
                                    PublicSide.here(responder.port()),
                                    VolumeKind.CLOSED,
                                    CONNECTIONS,
                                    RATE,
                                    SECONDS,
                                    List.of("127.0.0.1"),
                                    false,
                                    List.of(shot)));
            volley.run();
            VolumeFigures figures = volley.figures(0);
            return figures.sentInBestSecond();
        }
    }
}
