package org.rempart.loadtests.report;

/// What one rehearsal came to, in a line.
///
/// @param rehearsal its name
/// @param word `GREEN`, `RED`, `NOT VALID` or `REFUSED`
/// @param sentence why
/// @param href its page, relative to the folder of all reports; empty when it left none
public record Told(String rehearsal, String word, String sentence, String href) {
    /// One that the gateway did not consent to.
    ///
    /// @param why a sentence for the operator
    public static Told refused(String rehearsal, String why) {
        return new Told(rehearsal, "REFUSED", why, "");
    }
}
