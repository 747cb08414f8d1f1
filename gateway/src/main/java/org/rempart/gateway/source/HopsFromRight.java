package org.rempart.gateway.source;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The elements of a comma-separated header, the last one first: the nearest proxy wrote that one,
/// and what a client made up stands to the left of everything a proxy added.
///
/// Because nothing to the left of an element takes part in finding it, an open quote or a heap of
/// commas sent by a client cannot move the boundaries of a proxy's own element. Used once, by one
/// thread.
final class HopsFromRight {
    private final List<String> lines;
    private final boolean quotes;
    private int line;
    private int end;
    private int hopsLeft = SourceResolver.HOPS_MAX;
    private int charsLeft = SourceResolver.HEADER_CHARS_MAX;

    /// @param lines the values of all the header's lines, in the order they came
    /// @param quotes true when a comma between double quotes separates nothing (RFC 9110 section
    ///   5.6.4)
    HopsFromRight(List<String> lines, boolean quotes) {
        this.lines = lines;
        this.quotes = quotes;
        this.line = lines.size();
        this.end = -1;
    }

    /// The next element to the left, trimmed and perhaps empty; null when there is no other, when a
    /// quote is left open, or when as much has been looked at as may be. Not called again after a
    /// null.
    @Nullable String next() {
        if (end < 0) {
            if (line == 0) {
                return null;
            }
            line--;
            end = lines.get(line).length();
        }
        if (hopsLeft-- == 0) {
            return null;
        }
        String text = lines.get(line);
        boolean quoted = false;
        int at = end - 1;
        for (; at >= 0; at--) {
            if (charsLeft-- == 0) {
                return null;
            }
            char c = text.charAt(at);
            if (quotes && c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                break;
            }
        }
        if (quoted) {
            return null;
        }
        String element = text.substring(at + 1, end).trim();
        end = at;
        return element;
    }
}
