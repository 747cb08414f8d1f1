package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.signer.Audience;
import org.rempart.loadtests.signer.Patience;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Solvers;
import org.rempart.loadtests.verdict.Ledger;
import org.rempart.loadtests.verdict.SignerFigures;

import java.time.Duration;

/// The genuine signers of a rehearsal in several acts: in each act another crowd comes, to the same
/// petition and into the same ledger.
///
/// @param scene where they come, to its first gateway
record Signers(Scene scene, People people, Solvers solvers, Ledger ledger) {
    /// How long those of one act come.
    Duration during() {
        return Duration.ofSeconds(scene.stage().settings().seconds());
    }

    /// Those of one act come and leave. Blocks.
    SignerFigures come() throws InterruptedException {
        return come(during());
    }

    /// The same, for another while.
    SignerFigures come(Duration during) throws InterruptedException {
        return come(scene.stage().settings().signersRate(), during);
    }

    /// The same, at another rate.
    ///
    /// @param rate signers a second
    SignerFigures come(double rate, Duration during) throws InterruptedException {
        return scene.crowd(Audience.of(scene.page(), Patience.OF_THE_PAGE), people, solvers, ledger)
                .come(rate, during);
    }
}
