package org.rempart.gateway.challenge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/// The shape of a posted solution: base64 of a JSON object with `algorithm`, `challenge`, `number`,
/// `salt`, `signature` and perhaps `took`, each once, in any order, with nothing between the tokens
/// but perhaps one space after a comma or colon, no escapes and no other field. Fields are read in
/// place, from a buffer that the next payload overwrites.
///
/// This is what `JSON.stringify` and `btoa` make of a solution in the widget (npm `altcha` 3.2.2),
/// and what `org.json` makes of one for `org.altcha:altcha` 1.3.0.
///
/// Not thread-safe.
final class PostedSolution {
    /// The widget's payloads have 350 to 400 characters; this leaves room for a longer salt. A
    /// multiple of four, as every canonical payload.
    static final int PAYLOAD_CHARS_MAX = 512;

    /// Salts issued here have 44 bytes; further parameters may follow.
    static final int SALT_BYTES_MAX = 128;

    /// One more could overflow a `long`; the ceiling is far below.
    static final int NUMBER_DIGITS_MAX = 18;

    /// The widget's `took` is in milliseconds with one decimal; a double in full has no more digits
    /// than these before JavaScript writes it with an exponent.
    static final int TOOK_DIGITS_MAX = 16;

    static final int TOOK_DECIMALS_MAX = 24;

    private static final int JSON_BYTES_MAX = PAYLOAD_CHARS_MAX / 4 * 3;

    /// Reads of a fixed length may start at the last byte; none is longer than a digest in hex.
    private static final int READ_AHEAD_BYTES = Primitives.DIGEST_HEX_CHARS;

    /// Follows the last byte and occurs in no field, so every scan ends at it.
    private static final byte END = 0;

    private static final byte[] ALGORITHM = ascii("\"algorithm\":\"SHA-256\"");
    private static final byte[] CHALLENGE = ascii("\"challenge\":\"");
    private static final byte[] NUMBER = ascii("\"number\":");
    private static final byte[] SALT = ascii("\"salt\":\"");
    private static final byte[] SIGNATURE = ascii("\"signature\":\"");
    private static final byte[] TOOK = ascii("\"took\":");
    private static final byte[] EXPIRES = ascii(Salt.EXPIRES);

    private static final int REFUSED = 0;
    private static final int SAW_ALGORITHM = 1;
    private static final int SAW_CHALLENGE = 1 << 1;
    private static final int SAW_NUMBER = 1 << 2;
    private static final int SAW_SALT = 1 << 3;
    private static final int SAW_SIGNATURE = 1 << 4;
    private static final int SAW_TOOK = 1 << 5;
    private static final int REQUIRED =
            SAW_ALGORITHM | SAW_CHALLENGE | SAW_NUMBER | SAW_SALT | SAW_SIGNATURE;

    private static final byte[] HEX_VALUES = hexValues();
    private static final boolean[] IN_PARAMETERS = inParameters();

    private final long ceiling;
    private final byte[] json = new byte[JSON_BYTES_MAX + READ_AHEAD_BYTES];
    private final byte[] challenge = new byte[Primitives.DIGEST_BYTES];
    private final byte[] signature = new byte[Primitives.DIGEST_BYTES];

    private int at;
    private int challengeFrom;
    private int saltFrom;
    private int saltTo;
    private int numberFrom;
    private int numberTo;
    private long expiresS;

    /// @param ceiling the largest number that is taken for an answer
    PostedSolution(long ceiling) {
        this.ceiling = ceiling;
    }

    /// Whether this is a solution in its canonical form. Only then do the fields mean anything.
    boolean read(String payload) {
        if (payload.length() > PAYLOAD_CHARS_MAX) {
            return false;
        }
        int length = CanonicalBase64.decode(payload, json);
        return length != CanonicalBase64.REFUSED && readObject(withoutSpaces(length));
    }

    /// The decoded challenge.
    byte[] challenge() {
        return challenge;
    }

    /// The decoded signature.
    byte[] signature() {
        return signature;
    }

    long expiresS() {
        return expiresS;
    }

    /// The JSON, in which the ranges below lie.
    byte[] json() {
        return json;
    }

    /// Where the 64 hex characters of the challenge start.
    int challengeFrom() {
        return challengeFrom;
    }

    int saltFrom() {
        return saltFrom;
    }

    int saltLength() {
        return saltTo - saltFrom;
    }

    int numberFrom() {
        return numberFrom;
    }

    int numberLength() {
        return numberTo - numberFrom;
    }

    /// Closes the gaps of those JSON writers, Python's `json.dumps` among them, that put one space
    /// after each comma and colon. No field may hold a space, so none is taken from within one.
    private int withoutSpaces(int length) {
        int to = 0;
        byte before = END;
        for (int from = 0; from < length; from++) {
            byte next = json[from];
            if (next != ' ' || (before != ',' && before != ':')) {
                json[to] = next;
                to++;
            }
            before = next;
        }
        return to;
    }

    private boolean readObject(int length) {
        json[length] = END;
        at = 0;
        if (!skip('{')) {
            return false;
        }
        int seen = 0;
        do {
            int field = readField();
            if (field == REFUSED || (seen & field) != 0) {
                return false;
            }
            seen |= field;
        } while (skip(','));
        return skip('}') && at == length && (seen & REQUIRED) == REQUIRED;
    }

    /// The second byte tells the fields apart, but for two that the third does.
    private int readField() {
        return switch (json[at] == '"' ? json[at + 1] : END) {
            case 'a' -> skip(ALGORITHM) ? SAW_ALGORITHM : REFUSED;
            case 'c' -> readChallenge() ? SAW_CHALLENGE : REFUSED;
            case 'n' -> skip(NUMBER) && readNumber() ? SAW_NUMBER : REFUSED;
            case 's' ->
                    json[at + 2] == 'a'
                            ? skip(SALT) && readSalt() ? SAW_SALT : REFUSED
                            : skip(SIGNATURE) && readDigest(signature) ? SAW_SIGNATURE : REFUSED;
            case 't' -> skip(TOOK) && readTook() ? SAW_TOOK : REFUSED;
            default -> REFUSED;
        };
    }

    private boolean readChallenge() {
        if (!skip(CHALLENGE)) {
            return false;
        }
        challengeFrom = at;
        return readDigest(challenge);
    }

    private boolean readDigest(byte[] into) {
        int bad = 0;
        for (int i = 0, from = at; i < into.length; i++, from += 2) {
            int value = HEX_VALUES[json[from] & 0xff] << 4 | HEX_VALUES[json[from + 1] & 0xff];
            into[i] = (byte) value;
            bad |= value;
        }
        at += 2 * into.length;
        return bad >= 0 && skip('"');
    }

    private boolean readNumber() {
        numberFrom = at;
        if (!skipInteger(NUMBER_DIGITS_MAX)) {
            return false;
        }
        numberTo = at;
        return decimal(numberFrom, numberTo) <= ceiling;
    }

    private boolean readSalt() {
        saltFrom = at;
        int bad = 0;
        for (int i = 0; i < Salt.HEX_CHARS; i++) {
            bad |= HEX_VALUES[json[at + i] & 0xff];
        }
        at += Salt.HEX_CHARS;
        if (bad < 0 || !skip(EXPIRES)) {
            return false;
        }
        int expiresFrom = at;
        if (skipDigits() != Salt.EXPIRES_DIGITS || !skip(Salt.CLOSING)) {
            return false;
        }
        expiresS = decimal(expiresFrom, expiresFrom + Salt.EXPIRES_DIGITS);
        while (!skip('"')) {
            if (!skipParameter()) {
                return false;
            }
        }
        saltTo = at - 1;
        return saltLength() <= SALT_BYTES_MAX;
    }

    private boolean skipParameter() {
        return skipParameterText() > 0
                && skip('=')
                && skipParameterText() >= 0
                && skip(Salt.CLOSING);
    }

    private int skipParameterText() {
        int from = at;
        while (IN_PARAMETERS[json[at] & 0xff]) {
            at++;
        }
        return at - from;
    }

    /// The client's own word and bound by nothing: any plain decimal.
    private boolean readTook() {
        if (!skipInteger(TOOK_DIGITS_MAX)) {
            return false;
        }
        if (!skip('.')) {
            return true;
        }
        int decimals = skipDigits();
        return decimals >= 1 && decimals <= TOOK_DECIMALS_MAX;
    }

    private boolean skipInteger(int digitsMax) {
        boolean leadingZero = json[at] == '0';
        int digits = skipDigits();
        return digits == 1 || (digits > 1 && digits <= digitsMax && !leadingZero);
    }

    private int skipDigits() {
        int from = at;
        while (json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at - from;
    }

    private long decimal(int from, int to) {
        long value = 0;
        for (int i = from; i < to; i++) {
            value = 10 * value + json[i] - '0';
        }
        return value;
    }

    private boolean skip(char expected) {
        if (json[at] != expected) {
            return false;
        }
        at++;
        return true;
    }

    private boolean skip(byte[] expected) {
        int to = at + expected.length;
        if (!Arrays.equals(json, at, to, expected, 0, expected.length)) {
            return false;
        }
        at = to;
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] hexValues() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int value = 0; value < 16; value++) {
            values[Character.forDigit(value, 16)] = (byte) value;
        }
        return values;
    }

    /// What `URLSearchParams` and `URLEncoder` write.
    private static boolean[] inParameters() {
        boolean[] in = new boolean[256];
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._+%"
                .chars()
                .forEach(c -> in[c] = true);
        return in;
    }
}
