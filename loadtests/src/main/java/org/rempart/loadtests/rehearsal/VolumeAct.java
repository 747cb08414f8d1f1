package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.verdict.SignerFigures;
import org.rempart.loadtests.verdict.VolumeCriteria;
import org.rempart.loadtests.verdict.VolumeFigures;
import org.rempart.loadtests.volume.VolumeKind;
import org.rempart.loadtests.volume.VolumePlan;
import org.rempart.loadtests.volume.VolumeProcess;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Genuine signers alone, for a measure of what people wait then, and then beside a volume of
/// requests to every route.
///
/// @param kind how the volume is driven
/// @param connections connections of the volume
/// @param rate requests a second, at most
/// @param sources where they come from
record VolumeAct(VolumeKind kind, int connections, int rate, List<String> sources) {
    /// The volume begins before the signers of its act, and lasts until most of the last ones have
    /// thought and posted.
    private static final int LEAD_S = 1;

    private static final int TRAIL_S = 2;

    VolumeAct {
        sources = List.copyOf(sources);
    }

    /// What the volume is made of.
    interface Shots {
        /// Asked for between the two crowds.
        List<VolumePlan.Shot> load() throws InterruptedException;
    }

    /// What was seen.
    ///
    /// @param quiet who came alone
    /// @param beside who came beside the volume
    record Seen(SignerFigures quiet, SignerFigures beside, VolumeFigures volume) {}

    /// Plays it. Blocks.
    Seen play(Signers crowds, Shots shots) throws IOException, InterruptedException {
        Scene scene = crowds.scene();
        Stage stage = scene.stage();
        try (VolumeProcess sending = VolumeProcess.start(stage.folder().resolve("volume"))) {
            scene.begins(VolumeCriteria.QUIET);
            SignerFigures quiet = crowds.come();
            List<VolumePlan.Shot> loaded = shots.load();
            scene.begins(VolumeCriteria.FLOODED);
            sending.begin(plan(stage, loaded));
            Thread.sleep(Duration.ofSeconds(LEAD_S));
            SignerFigures beside = crowds.come();
            return new Seen(quiet, beside, sending.figures());
        }
    }

    /// Each is of another source, in turn, where the gateway is told of which.
    private static List<VolumePlan.Shot> told(
            List<String> forwardedFor, List<VolumePlan.Shot> shots) {
        if (forwardedFor.isEmpty()) {
            return shots;
        }
        List<VolumePlan.Shot> told = new ArrayList<>();
        for (VolumePlan.Shot shot : shots) {
            told.add(shot.forwardedFor(forwardedFor.get(told.size() % forwardedFor.size())));
        }
        return told;
    }

    private VolumePlan plan(Stage stage, List<VolumePlan.Shot> shots) {
        return new VolumePlan(
                stage.publicSide(),
                kind,
                connections,
                rate,
                stage.settings().seconds() + LEAD_S + TRAIL_S,
                stage.departures().from(sources),
                false,
                told(stage.departures().forwardedFor(sources), shots));
    }
}
