package org.rempart.gateway.signature;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

import java.util.regex.Pattern;

/// A postcode: letters, digits, spaces and hyphens, as all countries' are once digits of other
/// scripts, full-width letters and long dashes are written in ASCII.
final class Postcode {
    /// Characters of the longest postcode; the longest in use have ten (`12345-6789`).
    static final int CHARACTERS_MAX = 16;

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Pattern POSTCODE = Pattern.compile("[A-Z0-9](?:[A-Z0-9 -]*[A-Z0-9])?");
    private static final int MINUS_SIGN = 0x2212;

    private Postcode() {}

    /// The postcode in upper case with single spaces; may be empty, too long or no postcode.
    static String written(String raw) {
        String plain = NFKC.normalize(WhiteSpace.trim(raw));
        StringBuilder written = new StringBuilder(plain.length());
        boolean space = false;
        for (int i = 0; i < plain.length(); ) {
            int codePoint = plain.codePointAt(i);
            i += Character.charCount(codePoint);
            boolean another = codePoint == ' ' && space;
            space = codePoint == ' ';
            if (!another) {
                written.appendCodePoint(ascii(codePoint));
            }
        }
        return written.toString();
    }

    static boolean isPostcode(String written) {
        return POSTCODE.matcher(written).matches();
    }

    private static int ascii(int codePoint) {
        if (codePoint >= 'a' && codePoint <= 'z') {
            return codePoint - 'a' + 'A';
        }
        if (UCharacter.getType(codePoint) == UCharacter.DASH_PUNCTUATION
                || codePoint == MINUS_SIGN) {
            return '-';
        }
        if (UCharacter.getType(codePoint) == UCharacter.DECIMAL_DIGIT_NUMBER) {
            return '0' + UCharacter.digit(codePoint);
        }
        return codePoint;
    }
}
