package org.rempart.loadtests.verdict;

import static org.rempart.loadtests.verdict.Table.fact;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/// The time in which a run loaded the gateway. It is told by two clocks, because that of a
/// generator may be wrong: the rows it made are dated by the database, whose clock all machines of
/// a run have in common.
///
/// @param began ISO 8601, by the generator's clock; from here seconds are counted in the timeline
/// @param ended by the same clock
/// @param firstRow when the first row was recorded, by the database's clock; empty without rows
/// @param lastRow when the last one was
public record LoadFigures(String began, String ended, String firstRow, String lastRow)
        implements Part {
    /// What it is called in the evidence.
    public static final String LOAD = "load";

    /// From what is known in the end.
    ///
    /// @param rows all that there are of it
    public static LoadFigures of(Instant began, Instant ended, Collection<Row> rows) {
        List<Instant> recorded = rows.stream().map(Row::recordedAt).sorted().toList();
        return new LoadFigures(
                text(began),
                text(ended),
                recorded.isEmpty() ? "" : text(recorded.getFirst()),
                recorded.isEmpty() ? "" : text(recorded.getLast()));
    }

    private static String text(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /// A time between two moments.
    public record Span(Instant from, Instant to) {
        /// How long it is.
        public Duration lasts() {
            return Duration.between(from, to);
        }
    }

    /// From when to when, by the database's clock as far as that is known: rows that lie before or
    /// behind the time the generator says prove its clock wrong, by so much at least.
    ///
    /// @throws java.time.format.DateTimeParseException when these are no moments
    public Span span() {
        Span own = new Span(Instant.parse(began), Instant.parse(ended));
        if (firstRow.isEmpty() || lastRow.isEmpty()) {
            return own;
        }
        Duration before = Duration.between(Instant.parse(firstRow), own.from());
        Duration behind = Duration.between(own.to(), Instant.parse(lastRow));
        Duration late = before.isPositive() ? before.negated() : Duration.ZERO;
        Duration early = behind.isPositive() ? behind : Duration.ZERO;
        // where both are the case its clock was set meanwhile
        Duration wrong = late.plus(early);
        return new Span(own.from().plus(wrong), own.to().plus(wrong));
    }

    @Override
    public List<Table> tables() {
        return List.of(
                new Table.Facts(
                        "When it was played",
                        List.of(
                                fact("from", "%s", began),
                                fact("to", "%s", ended),
                                fact("first row recorded", "%s", firstRow),
                                fact("last row recorded", "%s", lastRow))));
    }
}
