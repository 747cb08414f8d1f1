package org.rempart.gateway.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.Normalizer2;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// A mail address as people write them, in one way of writing it.
///
/// The local part is a dot-atom, of any script (RFC 5321 section 4.1.2 with RFC 6531 section 3.3).
/// A quoted local part ("john smith"@example.org) is refused: hardly anybody has one, and it allows
/// the same address to be written in many ways. The domain has two labels or more and is an
/// internationalised one where needed (UTS #46, non-transitional); address literals such as
/// [192.0.2.1] are refused, since a petition's signer has a mailbox under a name.
///
/// Full-width letters, dots and the full-width at sign, as East Asian keyboards give them, mean
/// their usual forms (NFKC).
///
/// @param address local part as given, `@`, domain in lower-case ASCII; at most 254 octets
/// @param canonical what the rule of one signature for an address goes by: see [#parse(String)]
public record EmailAddress(String address, String canonical) {
    /// Octets of the longest address that fits in a path (RFC 5321 section 4.5.3.1.3, and erratum
    /// 1690 of RFC 3696).
    public static final int OCTETS_MAX = 254;

    /// Octets of the longest local part (RFC 5321 section 4.5.3.1.1).
    public static final int LOCAL_OCTETS_MAX = 64;

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(
                    IDNA.USE_STD3_RULES
                            | IDNA.CHECK_BIDI
                            | IDNA.CHECK_CONTEXTJ
                            | IDNA.CHECK_CONTEXTO
                            | IDNA.NONTRANSITIONAL_TO_ASCII
                            | IDNA.NONTRANSITIONAL_TO_UNICODE);

    /// The printable ASCII characters of a dot-atom besides letters and digits (RFC 5322 section
    /// 3.2.3).
    private static final String ATOM_SYMBOLS = "!#$%&'*+-/=?^_`{|}~";

    private static final String GMAIL = "gmail.com";
    private static final Set<String> GMAIL_DOMAINS = Set.of(GMAIL, "googlemail.com");

    /// Reads an address; null when it is none.
    ///
    /// Its canonical form is how far one mailbox can be told from another without asking anybody:
    ///
    /// - the domain in lower-case ASCII (A-labels), because DNS knows no case and both spellings of
    ///   an internationalised domain are one;
    /// - the local part in NFKC with case folded: RFC 5321 lets a host tell cases apart, none that
    ///   offers mailboxes to the public does;
    /// - what follows a `+` in the local part dropped (RFC 5233): Gmail, Outlook, iCloud, Fastmail
    ///   and Proton deliver all of it to one mailbox, and thousands of signatures are one script
    ///   away. Where a host takes the `+` literally, two people may so share an address;
    /// - for Gmail, the dots of the local part dropped and its two domains made one: Google
    ///   delivers all of these to one mailbox and lets nobody register a second.
    ///
    /// Two people who share an address are not told apart here: how many may is a setting of the
    /// petition.
    public static @Nullable EmailAddress parse(String raw) {
        String written = written(raw);
        int at = written.indexOf('@');
        if (at < 1 || at != written.lastIndexOf('@') || octets(written) > OCTETS_MAX) {
            return null;
        }
        String local = written.substring(0, at);
        if (!isDotAtom(local) || octets(local) > LOCAL_OCTETS_MAX) {
            return null;
        }
        String domain = asciiDomain(written.substring(at + 1));
        if (domain == null) {
            return null;
        }
        String address = local + '@' + domain;
        return octets(address) > OCTETS_MAX
                ? null
                : new EmailAddress(address, canonical(local, domain));
    }

    /// True when nothing but its length need be looked at to refuse it.
    static boolean isTooLong(String raw) {
        return octets(written(raw)) > OCTETS_MAX;
    }

    static boolean isBlank(String raw) {
        return written(raw).isEmpty();
    }

    /// Shows nothing: it is personal.
    @Override
    public String toString() {
        return "EmailAddress[]";
    }

    private static String written(String raw) {
        return NFKC.normalize(WhiteSpace.trim(raw));
    }

    private static String canonical(String local, String domain) {
        String folded = NFKC_CASEFOLD.normalize(local);
        int plus = folded.indexOf('+');
        String mailbox = plus > 0 ? folded.substring(0, plus) : folded;
        return GMAIL_DOMAINS.contains(domain)
                ? mailbox.replace(".", "") + '@' + GMAIL
                : mailbox + '@' + domain;
    }

    private static boolean isDotAtom(String local) {
        int before = '.';
        for (int i = 0; i < local.length(); ) {
            int codePoint = local.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == '.' ? before == '.' : !isAtom(codePoint)) {
                return false;
            }
            before = codePoint;
        }
        return before != '.' && !HiddenText.isIn(local);
    }

    private static boolean isAtom(int codePoint) {
        if (codePoint < 0x80) {
            return (codePoint >= 'a' && codePoint <= 'z')
                    || (codePoint >= 'A' && codePoint <= 'Z')
                    || (codePoint >= '0' && codePoint <= '9')
                    || ATOM_SYMBOLS.indexOf(codePoint) >= 0;
        }
        return !Character.isSpaceChar(codePoint);
    }

    private static @Nullable String asciiDomain(String domain) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        UTS46.nameToASCII(domain, ascii, info);
        if (info.hasErrors()) {
            return null;
        }
        int dot = ascii.lastIndexOf(".");
        boolean isUnderAnother = dot > 0 && dot + 1 < ascii.length();
        // no top-level domain starts with a digit; the last number of an IPv4 address does
        return isUnderAnother && !isDigit(ascii.charAt(dot + 1)) ? ascii.toString() : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int octets(String text) {
        return text.getBytes(UTF_8).length;
    }
}
