package org.rempart.gateway.signature;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

import java.util.regex.Pattern;

/// The rules of a name, of whatever script: what is shown of it, and what it is compared by.
///
/// It is written in NFC, without white space around it and with one space where there was more.
/// Marks that only say which way text runs (U+200E, U+200F, U+061C) are taken out: a name pasted
/// from elsewhere may bring them along, and its letters carry their direction themselves.
///
/// Refused is what no name needs and an attack does: control and hidden characters ([HiddenText]),
/// heaps of combining marks, a first character that makes a spreadsheet compute the cell (`=`, `+`,
/// `-`, `@`, in full width too), and links.
final class PersonName {
    /// Characters (code points) of the longest name, after normalisation.
    static final int CHARACTERS_MAX = 200;

    /// Combining marks in a row. Names need up to four (Hebrew and Tibetan, Yoruba and Vietnamese
    /// typed piece by piece); many more are drawn over the lines around them.
    static final int MARKS_IN_A_ROW_MAX = 8;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();

    /// A scheme, a host that starts with `www.`, a host with a path, or a host under one of the
    /// domains that most advertised ones are under. A dot alone is no link: "J.R.R. Tolkien",
    /// "St.John". For folded text.
    private static final Pattern LINK =
            Pattern.compile(
                    "://|https?:|(?<![\\p{L}\\p{N}])www\\d{0,3}\\.[\\p{L}\\p{N}]"
                            + "|[\\p{L}\\p{N}]\\.\\p{L}[\\p{L}\\p{N}-]++(?::\\d{1,5})?/"
                            + "|[\\p{L}\\p{N}-]{2}\\.(?:com|net|org|info|biz|xyz|online)"
                            + "(?![\\p{L}\\p{M}\\p{N}])");

    private PersonName() {}

    /// The name as it is shown; may be empty, too long or no name at all.
    static String displayed(String raw) {
        StringBuilder kept = new StringBuilder(raw.length());
        boolean space = false;
        for (int i = 0; i < raw.length(); ) {
            int codePoint = raw.codePointAt(i);
            i += Character.charCount(codePoint);
            if (UCharacter.getType(codePoint) == UCharacter.SPACE_SEPARATOR) {
                space = true;
            } else if (!isDirectionMark(codePoint)) {
                if (space && !kept.isEmpty()) {
                    kept.append(' ');
                }
                space = false;
                kept.appendCodePoint(codePoint);
            }
        }
        return NFC.normalize(kept);
    }

    /// True when a displayed name, not empty and not too long, can be somebody's.
    static boolean isName(String displayed) {
        return !HiddenText.isIn(displayed)
                && hasALetter(displayed)
                && !startsLikeAFormula(displayed)
                && !isHeapOfMarks(displayed)
                && !hasALink(displayed);
    }

    /// What two spellings of one name have in common: NFKC, case folded, invisible characters taken
    /// out (Unicode, NFKC_Casefold), one space between words. Accents stay, since they tell people
    /// apart: Vietnamese has a dozen names that are "Dung" without them.
    static String folded(String displayed) {
        return displayed(NFKC_CASEFOLD.normalize(displayed));
    }

    private static boolean hasALetter(String text) {
        return text.codePoints().anyMatch(UCharacter::isLetter);
    }

    private static boolean startsLikeAFormula(String text) {
        int second = text.offsetByCodePoints(0, 1);
        String first = NFKC.normalize(text.substring(0, second));
        return !first.isEmpty() && "=+-@".indexOf(first.charAt(0)) >= 0;
    }

    private static boolean isHeapOfMarks(String text) {
        // a mark without anything to stand on is a heap too
        int marks = MARKS_IN_A_ROW_MAX;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            marks = HiddenText.isMark(codePoint) ? marks + 1 : 0;
            if (marks > MARKS_IN_A_ROW_MAX) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasALink(String text) {
        String plain = NFKC_CASEFOLD.normalize(text);
        boolean possible = plain.indexOf('.') >= 0 || plain.indexOf(':') >= 0;
        return possible && LINK.matcher(plain).find();
    }

    private static boolean isDirectionMark(int codePoint) {
        return codePoint == 0x200E || codePoint == 0x200F || codePoint == 0x061C;
    }
}
