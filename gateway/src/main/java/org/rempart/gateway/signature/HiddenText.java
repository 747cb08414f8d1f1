package org.rempart.gateway.signature;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/// Characters that cannot be seen: what they are for, and where they only hide something.
///
/// Some names need two of them. The zero-width non-joiner keeps Persian letters apart, the joiner
/// and it shape Indic conjuncts, and older Malayalam and Bengali text ends words in a joiner; a
/// variation selector picks the form of a Chinese character that a Japanese family uses. Each of
/// these stands directly behind the character it shapes. Everything else that is invisible
/// (overrides and isolates of writing direction, fillers, tags, zero-width spaces) makes a name
/// look like another, or carries something that nobody sees.
final class HiddenText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private HiddenText() {}

    /// True for a control character, half of a surrogate pair, or a code point that Unicode has
    /// given no character to.
    static boolean isNoCharacter(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case UCharacter.CONTROL,
                    UCharacter.SURROGATE,
                    UCharacter.PRIVATE_USE,
                    UCharacter.UNASSIGNED,
                    UCharacter.LINE_SEPARATOR,
                    UCharacter.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }

    /// True for a character that shows nothing by itself and takes no room.
    static boolean isInvisible(int codePoint) {
        return UCharacter.getType(codePoint) == UCharacter.FORMAT
                || UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /// True for an invisible character that shapes the character before it.
    static boolean shapesTheOneBefore(int codePoint) {
        return codePoint == ZERO_WIDTH_JOINER
                || codePoint == ZERO_WIDTH_NON_JOINER
                || UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR);
    }

    static boolean isMark(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case UCharacter.NON_SPACING_MARK,
                    UCharacter.ENCLOSING_MARK,
                    UCharacter.COMBINING_SPACING_MARK ->
                    true;
            default -> false;
        };
    }

    /// True when `text` holds a character that is none, or an invisible one anywhere but directly
    /// behind a visible one that it shapes.
    static boolean isIn(String text) {
        boolean shapeable = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (isNoCharacter(codePoint)) {
                return true;
            }
            if (isInvisible(codePoint)) {
                if (!shapeable || !shapesTheOneBefore(codePoint)) {
                    return true;
                }
                shapeable = false;
            } else {
                shapeable = codePoint != ' ';
            }
        }
        return false;
    }
}
