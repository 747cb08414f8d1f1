package org.rempart.loadtests.flood;

import org.rempart.loadtests.signer.Challenge;
import org.rempart.loadtests.signer.HonestWork;
import org.rempart.loadtests.signer.Person;
import org.rempart.loadtests.signer.Solution;
import org.rempart.loadtests.signer.Solver;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Chooses the attacks and makes their bodies. Safe for any number of threads if the random
/// generator is.
final class Ammunition {
    /// As in the first wave of November 2020: most under one name.
    private static final String NAME = "Jeff Bezos";

    /// Twice the 4 KiB a body may have.
    private static final int OVERSIZED_BYTES = 8192;

    private static final long HOUR_S = 3600;

    /// Clocks of two hosts, and the rounding of seconds.
    private static final long EXPIRED_FOR_S = 2;

    /// Numbers of these persons start where no genuine signer's does.
    private final AtomicLong forgers = new AtomicLong(1L << 40);

    private final FloodPlan plan;
    private final Clock clock;
    private final RandomGenerator random;

    Ammunition(FloodPlan plan, Clock clock, RandomGenerator random) {
        this.plan = plan;
        this.clock = clock;
        this.random = random;
    }

    /// One request to come.
    ///
    /// @param form body of the post; empty for what is only fetched
    /// @param receipt what a retry has to be answered with; empty for all else
    record Shot(Attack attack, String form, String receipt) {}

    /// The next request. Where a plan lacks what an attack needs, forged work goes out in its
    /// place.
    Shot next() {
        return switch (choose()) {
            case PAGE -> new Shot(Attack.PAGE, "", "");
            case CHALLENGE -> new Shot(Attack.CHALLENGE, "", "");
            case MISSING -> new Shot(Attack.MISSING, forger().form(""), "");
            case FORGED -> forged();
            case TAMPERED -> plan.untouched().isEmpty() ? forged() : tampered();
            case UNSOLVED -> plan.untouched().isEmpty() ? forged() : unsolved();
            case EXPIRED -> expired();
            case REPLAYED -> spent().isEmpty() ? forged() : replayed();
            case RETRIED -> spent().isEmpty() ? forged() : retried();
            case OVERSIZED ->
                    new Shot(Attack.OVERSIZED, forger().form("A".repeat(OVERSIZED_BYTES)), "");
            case GARBAGE -> new Shot(Attack.GARBAGE, garbage(), "");
        };
    }

    private Attack choose() {
        int left = random.nextInt(100);
        for (Attack attack : Attack.values()) {
            left -= attack.weight();
            if (left < 0) {
                return attack;
            }
        }
        throw new IllegalStateException("the attacks' weights are a hundred in all");
    }

    private Shot forged() {
        String salt = hex(12) + "?expires=" + (now() + HOUR_S) + "&";
        long number = random.nextInt(1000);
        String challenge = sha256(salt + number);
        return posted(
                Attack.FORGED, new Challenge("SHA-256", challenge, 1000, salt, hex(32)), number);
    }

    private Shot tampered() {
        Challenge real = one(plan.untouched());
        long expires = random.nextBoolean() ? now() + HOUR_S : now() - HOUR_S;
        String salt = real.salt().replaceFirst("expires=\\d+", "expires=" + expires);
        long number = random.nextInt(1000);
        return posted(
                Attack.TAMPERED,
                new Challenge(
                        real.algorithm(),
                        sha256(salt + number),
                        real.maxNumber(),
                        salt,
                        real.signature()),
                number);
    }

    private Shot unsolved() {
        Challenge real = one(plan.untouched());
        long number = random.nextLong(real.maxNumber());
        if (new Solver().solves(real, number)) {
            number++; // luck is not what is tried here
        }
        return posted(Attack.UNSOLVED, real, number);
    }

    private Shot expired() {
        List<HonestWork.Unspent> expired =
                plan.unspent().stream()
                        .filter(work -> work.expiresS() + EXPIRED_FOR_S < now())
                        .toList();
        return expired.isEmpty()
                ? forged()
                : new Shot(Attack.EXPIRED, forger().form(one(expired).altcha()), "");
    }

    /// What was spent and can still be told from what has expired when it arrives.
    private List<HonestWork.Spent> spent() {
        return plan.spent().stream()
                .filter(work -> work.expiresS() - EXPIRED_FOR_S > now())
                .toList();
    }

    private Shot replayed() {
        return new Shot(Attack.REPLAYED, forger().form(one(spent()).altcha()), "");
    }

    private Shot retried() {
        HonestWork.Spent spent = one(spent());
        return new Shot(Attack.RETRIED, spent.form(), spent.receipt());
    }

    private Shot posted(Attack attack, Challenge challenge, long number) {
        return new Shot(attack, forger().form(new Solution(challenge, number, 1).encoded()), "");
    }

    private Person forger() {
        long number = forgers.getAndIncrement();
        return new Person(number, NAME, "bezos." + number + "@example.org", "FR");
    }

    private String garbage() {
        return switch (random.nextInt(4)) {
            case 0 -> "{\"name\":";
            case 1 -> "[".repeat(1000);
            case 2 -> hex(200);
            default -> "{\"name\":{},\"email\":[],\"consent\":\"yes\",\"altcha\":7}";
        };
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
