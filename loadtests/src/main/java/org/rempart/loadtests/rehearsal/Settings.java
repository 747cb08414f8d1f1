package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.verdict.MachineFigures.Place;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What several rehearsals can be told. What only one can be told it reads itself.
///
/// @param names rehearsals to run, in this order; none: those of every build
/// @param seconds how long signers come in each act of a rehearsal, 3 to 1,000
/// @param signersRate genuine signers a second of this machine, 1 to 1,000 of all together
/// @param challengeBase `challenge.base` of the gateway that is started, 1 to 500,000
/// @param seed what a plan is drawn from that is to be the same again
/// @param apart whether the attackers' sources are each in a /24 of their own, or all in one
/// @param share which part of a rehearsal this machine plays
/// @param meeting where it meets the machines that play the others
/// @param gatewayJar the gateway
/// @param reports folder that gets a folder for each rehearsal
record Settings(
        List<String> names,
        int seconds,
        int signersRate,
        int challengeBase,
        long seed,
        boolean apart,
        Share share,
        Meeting meeting,
        Path gatewayJar,
        Path reports) {
    /// A seed that is drawn is short enough to be typed.
    private static final long SEED_DRAWN_END = 1_000_000;

    /// A thousand signers in each act: ten of them are the hundredth part.
    private static final int SECONDS = 30;

    /// Short enough for every build.
    private static final int SECONDS_SHORT = 8;

    /// The peak of the largest petition so far: nearly 2,000 signatures a minute (Revoke Article
    /// 50, UK, 21 March 2019).
    static final int SIGNERS_RATE_UK_2019 = 33;

    /// A 25th of the calm level's 500,000: 10,000 tries a signer instead of 250,000, so that the
    /// generator does not spend the machine it shares with the gateway on solving.
    private static final int CHALLENGE_BASE = 20_000;

    private static final String REPORTS_KEY = "report.dir";

    private static final String REPORTS = "target/rehearsal";

    Settings {
        names = List.copyOf(names);
    }

    /// Reads what all share.
    ///
    /// @param random where a seed comes from that is not given
    /// @throws IllegalArgumentException with a sentence that names the key
    static Settings of(Given given, RandomGenerator random) {
        return new Settings(
                given.names(),
                given.number(
                        "rehearsal.seconds", given.brief() ? SECONDS_SHORT : SECONDS, 3, 1_000),
                given.part("signers.rate", SIGNERS_RATE_UK_2019, 1, 1_000),
                given.number("challenge.base", CHALLENGE_BASE, 1, 500_000),
                given.wholeNumber("rehearsal.seed")
                        .orElseGet(() -> random.nextLong(SEED_DRAWN_END)),
                given.flag("flood.apart", false),
                given.share(),
                Meeting.of(given, given.share().divided()),
                Path.of(given.text("gateway.jar", "../gateway/target/gateway.jar")),
                Path.of(given.text(REPORTS_KEY, REPORTS)));
    }

    /// Which machine this is, where there are others.
    Optional<Place> place() {
        return share.divided() ? Optional.of(meeting.place(share)) : Optional.empty();
    }

    /// Where reports go, whatever is wrong with all else that is given.
    static Path reports(String... arguments) {
        String given = REPORTS_KEY + "=";
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(given))
                .reduce((first, last) -> last)
                .map(argument -> argument.substring(given.length()))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElse(Path.of(REPORTS));
    }

    /// What a verdict has to say about the price.
    String challengeBaseNote() {
        return challengeBaseNote(challengeBase);
    }

    /// The same of another price.
    static String challengeBaseNote(int base) {
        return "challenge.base was %,d instead of 500,000, because the signers' work is done on the gateway's machine"
                .formatted(base);
    }
}
