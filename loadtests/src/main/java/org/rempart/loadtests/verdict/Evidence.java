package org.rempart.loadtests.verdict;

import java.util.Map;

/// All that was seen in a run.
public sealed interface Evidence {
    /// Acknowledgements against rows.
    Reconciliation reconciliation();

    /// The genuine signers.
    SignerFigures signers();

    /// CPU time by process: what the run cost each side.
    Map<String, Double> cpuSeconds();

    /// What was seen all through the run; [Timeline#NONE] when nobody looked.
    Timeline timeline();

    /// A flood beside genuine signers.
    ///
    /// @param published what the public saw at the end
    /// @param signers those who came during the volume
    /// @param quiet those who came while nobody attacked
    /// @param besideForgers those who came during the forgers' attack
    /// @param states states of the rows of all of them
    /// @param forgers the attackers who take, solve, forge and replay
    /// @param volume the attackers who only send
    record OfFlood(
            Reconciliation reconciliation,
            Published published,
            SignerFigures signers,
            SignerFigures quiet,
            SignerFigures besideForgers,
            Map<String, Long> states,
            FloodFigures forgers,
            VolumeFigures volume,
            Map<String, Double> cpuSeconds,
            Timeline timeline)
            implements Evidence {
        /// Without a timeline.
        public OfFlood(
                Reconciliation reconciliation,
                Published published,
                SignerFigures signers,
                SignerFigures quiet,
                SignerFigures besideForgers,
                Map<String, Long> states,
                FloodFigures forgers,
                VolumeFigures volume,
                Map<String, Double> cpuSeconds) {
            this(
                    reconciliation,
                    published,
                    signers,
                    quiet,
                    besideForgers,
                    states,
                    forgers,
                    volume,
                    cpuSeconds,
                    Timeline.NONE);
        }
    }

    /// A crash campaign.
    ///
    /// @param published what the public saw at the end, by gateway
    /// @param crash the campaign
    record OfCrash(
            Reconciliation reconciliation,
            Map<String, Published> published,
            SignerFigures signers,
            CrashFigures crash,
            Map<String, Double> cpuSeconds,
            Timeline timeline)
            implements Evidence {
        /// Without a timeline.
        public OfCrash(
                Reconciliation reconciliation,
                Map<String, Published> published,
                SignerFigures signers,
                CrashFigures crash,
                Map<String, Double> cpuSeconds) {
            this(reconciliation, published, signers, crash, cpuSeconds, Timeline.NONE);
        }
    }

    /// An outage of the database.
    ///
    /// @param published what the public saw at the end
    /// @param outage the outage
    record OfOutage(
            Reconciliation reconciliation,
            Published published,
            SignerFigures signers,
            OutageFigures outage,
            Map<String, Double> cpuSeconds,
            Timeline timeline)
            implements Evidence {
        /// Without a timeline.
        public OfOutage(
                Reconciliation reconciliation,
                Published published,
                SignerFigures signers,
                OutageFigures outage,
                Map<String, Double> cpuSeconds) {
            this(reconciliation, published, signers, outage, cpuSeconds, Timeline.NONE);
        }
    }

    /// A soak with many clients.
    ///
    /// @param published what the public saw at the end
    /// @param signers those who came in the last third
    /// @param atFirst those who came in the first
    /// @param volume what the clients sent
    record OfSoak(
            Reconciliation reconciliation,
            Published published,
            SignerFigures signers,
            SignerFigures atFirst,
            VolumeFigures volume,
            SoakFigures soak,
            Map<String, Double> cpuSeconds,
            Timeline timeline)
            implements Evidence {
        /// Without a timeline.
        public OfSoak(
                Reconciliation reconciliation,
                Published published,
                SignerFigures signers,
                SignerFigures atFirst,
                VolumeFigures volume,
                SoakFigures soak,
                Map<String, Double> cpuSeconds) {
            this(
                    reconciliation,
                    published,
                    signers,
                    atFirst,
                    volume,
                    soak,
                    cpuSeconds,
                    Timeline.NONE);
        }
    }

    /// Slow connections beside genuine signers.
    ///
    /// @param published what the public saw at the end
    /// @param signers those who came meanwhile
    /// @param quiet those who came before
    record OfSlow(
            Reconciliation reconciliation,
            Published published,
            SignerFigures signers,
            SignerFigures quiet,
            SlowFigures slow,
            Map<String, Double> cpuSeconds,
            Timeline timeline)
            implements Evidence {
        /// Without a timeline.
        public OfSlow(
                Reconciliation reconciliation,
                Published published,
                SignerFigures signers,
                SignerFigures quiet,
                SlowFigures slow,
                Map<String, Double> cpuSeconds) {
            this(reconciliation, published, signers, quiet, slow, cpuSeconds, Timeline.NONE);
        }
    }

    /// Attackers who do the work, beside genuine signers; and the same attack on a gateway with one
    /// fixed price and no budgets.
    ///
    /// @param published what the public saw at the end
    /// @param signers those who came meanwhile
    /// @param states states of their rows
    /// @param prices what they were asked for
    /// @param workers the attack
    /// @param costs what it cost the gateway and its database
    /// @param fixed the same attack on a fixed price
    /// @param fixedCosts what that cost there
    record OfWorkers(
            Reconciliation reconciliation,
            Published published,
            SignerFigures signers,
            Map<String, Long> states,
            PriceFigures prices,
            WorkersFigures workers,
            CostFigures costs,
            WorkersFigures fixed,
            CostFigures fixedCosts,
            Map<String, Double> cpuSeconds,
            Timeline timeline)
            implements Evidence {
        /// Without a timeline.
        public OfWorkers(
                Reconciliation reconciliation,
                Published published,
                SignerFigures signers,
                Map<String, Long> states,
                PriceFigures prices,
                WorkersFigures workers,
                CostFigures costs,
                WorkersFigures fixed,
                CostFigures fixedCosts,
                Map<String, Double> cpuSeconds) {
            this(
                    reconciliation,
                    published,
                    signers,
                    states,
                    prices,
                    workers,
                    costs,
                    fixed,
                    fixedCosts,
                    cpuSeconds,
                    Timeline.NONE);
        }
    }
}
