package org.rempart.loadtests.target;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A petition made for one rehearsal. There is no other way to name a petition here, so none that
/// people sign can be hit.
public final class RehearsalPetition {
    private final String slug;

    /// @param random where the part of the name comes from that tells it from earlier ones
    public RehearsalPetition(RandomGenerator random) {
        this.slug = "rehearsal-" + HexFormat.of().toHexDigits(random.nextInt());
    }

    /// Its name in URLs: `rehearsal-` and eight hex digits.
    public String slug() {
        return slug;
    }
}
