package org.rempart.loadtests.report;

/// What one rehearsal came to, in a line.
///
/// @param rehearsal its name
/// @param word `GREEN`, `RED`, `NOT VALID`, `REFUSED`, `UNABLE` or `NOT PLAYED`
/// @param sentence why
/// @param href its page, relative to the folder of all reports; empty when it left none
public record Told(String rehearsal, String word, String sentence, String href) {
    /// A message may hold the end of a log; the rest of it was printed.
    private static final int WHY_CHARS_MAX = 300;

    /// The gateway did not consent.
    public static final String REFUSED = "REFUSED";

    /// It could not begin, or broke off.
    public static final String UNABLE = "UNABLE";

    /// Nobody tried.
    public static final String NOT_PLAYED = "NOT PLAYED";

    /// One that the gateway did not consent to.
    ///
    /// @param why a sentence for the operator
    public static Told refused(String rehearsal, String why) {
        return new Told(rehearsal, REFUSED, why, "");
    }

    /// One that was to be played and was not, because an earlier one was not green.
    ///
    /// @param why a sentence for the operator
    public static Told notPlayed(String rehearsal, String why) {
        return new Told(rehearsal, NOT_PLAYED, why, "");
    }

    /// One that could not begin, or broke off.
    ///
    /// @param why for the operator; what is more than a line may show is cut off
    public static Told unable(String rehearsal, String why) {
        String line = why.strip().replaceAll("\\s+", " ");
        return new Told(
                rehearsal,
                UNABLE,
                line.length() <= WHY_CHARS_MAX ? line : line.substring(0, WHY_CHARS_MAX) + "…",
                "");
    }

    /// Whether it left a page, and with it all that a verdict leaves.
    boolean judged() {
        return !href.isEmpty();
    }

    /// Whether nobody tried to play it.
    boolean skipped() {
        return word.equals(NOT_PLAYED);
    }

    /// The line as text, ended by `\n`.
    public String text() {
        return "%s  %s: %s\n".formatted(word, rehearsal, sentence);
    }
}
