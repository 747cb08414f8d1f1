package org.rempart.gateway.signature;

/// White space as Unicode has it, the no-break kinds included: what keyboards and clipboards leave
/// around a field.
final class WhiteSpace {
    private WhiteSpace() {}

    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (start < end && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    // all white space is in the basic plane
    private static boolean isWhiteSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
