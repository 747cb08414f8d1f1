package org.rempart.gateway.challenge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The rules of the wire format a second time, slow and plain: regular expressions and the JDK's
/// own decoders. What it says of a payload, the verifier has to say too.
final class ReferenceJudge {
    private static final int PAYLOAD_CHARS_MAX = 512;
    private static final int SALT_CHARS_MAX = 128;
    private static final Set<String> REQUIRED =
            Set.of("algorithm", "challenge", "number", "salt", "signature");
    private static final String PARAMETERS = "([A-Za-z0-9*\\-._+%]+=[A-Za-z0-9*\\-._+%]*&)*";
    private static final List<Pattern> FIELDS =
            List.of(
                    Pattern.compile("\"(algorithm)\":\"(SHA-256)\""),
                    Pattern.compile("\"(challenge)\":\"([0-9a-f]{64})\""),
                    Pattern.compile("\"(number)\":(0|[1-9][0-9]*)"),
                    Pattern.compile(
                            "\"(salt)\":\"([0-9a-f]{24}\\?expires=[0-9]{10}&" + PARAMETERS + ")\""),
                    Pattern.compile("\"(signature)\":\"([0-9a-f]{64})\""),
                    Pattern.compile("\"(took)\":((0|[1-9][0-9]{0,15})(\\.[0-9]{1,24})?)"));

    private final byte[] key;
    private final long nowS;
    private final long ceiling;

    ReferenceJudge(byte[] key, long nowS, long ceiling) {
        this.key = key;
        this.nowS = nowS;
        this.ceiling = ceiling;
    }

    enum Judgement {
        FORGED,
        EXPIRED,
        UNSOLVED,
        SOLVED;

        static Judgement of(Verification verification) {
            return switch (verification) {
                case Verification.Solved _ -> SOLVED;
                case Verification.Refused.FORGED -> FORGED;
                case Verification.Refused.EXPIRED -> EXPIRED;
                case Verification.Refused.UNSOLVED -> UNSOLVED;
            };
        }
    }

    Judgement judge(String payload) {
        return canonical(payload)
                .map(json -> json.replaceAll("(?<=[,:]) ", ""))
                .flatMap(this::posted)
                .map(this::judge)
                .orElse(Judgement.FORGED);
    }

    private Judgement judge(SolvedPayload posted) {
        if (!SolvedPayload.hmacHex(key, posted.challenge()).equals(posted.signature())) {
            return Judgement.FORGED;
        }
        if (Long.parseLong(posted.salt().substring(33, 43)) <= nowS) {
            return Judgement.EXPIRED;
        }
        return SolvedPayload.sha256Hex(posted.salt() + posted.number()).equals(posted.challenge())
                ? Judgement.SOLVED
                : Judgement.UNSOLVED;
    }

    private Optional<SolvedPayload> posted(String json) {
        if (!json.startsWith("{") || !json.endsWith("}")) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (String part : json.substring(1, json.length() - 1).split(",", -1)) {
            Optional<Matcher> field =
                    FIELDS.stream()
                            .map(pattern -> pattern.matcher(part))
                            .filter(Matcher::matches)
                            .findFirst();
            if (field.isEmpty() || fields.put(field.get().group(1), field.get().group(2)) != null) {
                return Optional.empty();
            }
        }
        if (!fields.keySet().containsAll(REQUIRED)) {
            return Optional.empty();
        }
        return Optional.of(
                        new SolvedPayload(
                                fields.getOrDefault("challenge", ""),
                                fields.getOrDefault("number", ""),
                                fields.getOrDefault("salt", ""),
                                fields.getOrDefault("signature", "")))
                .filter(posted -> posted.salt().length() <= SALT_CHARS_MAX)
                .filter(posted -> isWithinCeiling(posted.number()));
    }

    private boolean isWithinCeiling(String number) {
        return new BigInteger(number).compareTo(BigInteger.valueOf(ceiling)) <= 0;
    }

    private static Optional<String> canonical(String payload) {
        if (payload.length() > PAYLOAD_CHARS_MAX || payload.chars().anyMatch(c -> c > 127)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(payload);
            return Base64.getEncoder().encodeToString(decoded).equals(payload)
                    ? Optional.of(new String(decoded, ISO_8859_1))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
