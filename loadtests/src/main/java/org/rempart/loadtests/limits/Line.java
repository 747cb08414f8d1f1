package org.rempart.loadtests.limits;

/// A key and its value, as they stand in a file.
///
/// @param section whose it is; empty for a key of the run itself
/// @param key empty where a section says nothing
/// @param plain whether the value is neither quoted nor a block
/// @param number of the line, from 1
record Line(String section, String key, String value, boolean plain, int number) {
    private static final int SHOWN_CHARS_MAX = 40;

    /// A sentence about this line.
    IllegalArgumentException wrong(String file, String why) {
        return wrong(file, number, why);
    }

    static IllegalArgumentException wrong(String file, int number, String why) {
        return new IllegalArgumentException("%s, line %d: %s".formatted(file, number, why));
    }

    /// What somebody wrote, short enough for a sentence of one line.
    static String shown(String text) {
        String line = text.replaceAll("[\\p{C}\\s]+", " ").strip();
        return line.length() <= SHOWN_CHARS_MAX ? line : line.substring(0, SHOWN_CHARS_MAX) + "…";
    }
}
