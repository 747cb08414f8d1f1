package org.rempart.loadtests.verdict;

/// One thing a rehearsal is judged by.
///
/// @param of what it judges
/// @param name what must hold, as a sentence
/// @param figure what was seen
/// @param limit what is allowed
/// @param passed whether it holds
/// @param advice what to do where it does not, for an operator
/// @param aggregation what becomes of it where several machines play one run
public record Criterion(
        Of of,
        String name,
        String figure,
        String limit,
        boolean passed,
        String advice,
        Aggregation aggregation) {
    /// What a criterion judges.
    public enum Of {
        /// Whether the count is true: a failure counts whatever the generator did.
        TRUTH(
                "Do not publish this gateway's count. Keep the database, the journal and the logs"
                        + " as they are, look the receipts up that the report names, and send all"
                        + " of it to whoever maintains the gateway."),
        /// Whether the rehearsal was what it says: a failure makes it mean nothing.
        GENERATOR(
                "The machine that plays the crowd was too slow. Give it more cores, let nothing"
                        + " else run on it, or lower the rates, and play the rehearsal again."),
        /// Whether genuine people got through: means nothing when the generator failed.
        SERVICE("Compare the figure with that of the last run that held.");

        private final String advice;

        Of(String advice) {
            this.advice = advice;
        }

        /// What to do when nothing better is known.
        public String advice() {
            return advice;
        }
    }

    /// One about which nothing better is known than what holds for all of its kind.
    public static Criterion of(Of of, String name, String figure, String limit, boolean passed) {
        return new Criterion(of, name, figure, limit, passed, of.advice(), Aggregation.NONE);
    }

    /// The same with something better to do.
    public Criterion advising(String better) {
        return new Criterion(of, name, figure, limit, passed, better, aggregation);
    }

    /// The same where several machines play one run, of something that is counted.
    public Criterion aggregated(Aggregation.Rule rule, long seen, long allowed) {
        return aggregated(rule, (double) seen, (double) allowed);
    }

    /// The same where several machines play one run.
    ///
    /// @param seen the figure as a number
    /// @param allowed the limit as a number
    public Criterion aggregated(Aggregation.Rule rule, double seen, double allowed) {
        return new Criterion(
                of, name, figure, limit, passed, advice, new Aggregation(rule, seen, allowed));
    }
}
