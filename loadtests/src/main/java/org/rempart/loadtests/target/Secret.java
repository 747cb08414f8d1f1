package org.rempart.loadtests.target;

/// A token that must not reach a report or a log: its text never shows.
///
/// @param value the token itself
public record Secret(String value) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
