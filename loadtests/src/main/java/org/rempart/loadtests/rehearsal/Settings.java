package org.rempart.loadtests.rehearsal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a run can be told, as `key=value`. An empty value is one that was not given.
///
/// @param names rehearsals to run, in this order
/// @param seconds how long signers come, 3 to 3,600
/// @param floodRate requests a second of the flood, 10 to 20,000
/// @param signersRate genuine signers a second, 1 to 1,000
/// @param challengeBase `challenge.base` of the gateway that is started, 1 to 500,000
/// @param gatewayJar the gateway
/// @param reports folder that gets a folder for each rehearsal
record Settings(
        List<String> names,
        int seconds,
        int floodRate,
        int signersRate,
        int challengeBase,
        Path gatewayJar,
        Path reports) {
    /// Long enough for 600 signers, short enough for every build.
    private static final int SECONDS = 20;

    /// A quarter of what one core of the generator can send on kept connections.
    private static final int FLOOD_RATE = 2_000;

    /// The peak of the largest petition so far: nearly 2,000 signatures a minute (Revoke Article
    /// 50, UK, 21 March 2019).
    static final int SIGNERS_RATE_UK_2019 = 33;

    /// A 25th of the calm level's 500,000: 10,000 tries a signer instead of 250,000, so that the
    /// generator does not spend the machine it shares with the gateway on solving.
    private static final int CHALLENGE_BASE = 20_000;

    /// What a challenge lives at the calm level, and with that the most it lives in a rehearsal.
    private static final int VALIDITY_S = 600;

    Settings {
        names = List.copyOf(names);
    }

    /// Reads `key=value` arguments.
    ///
    /// @throws IllegalArgumentException with a sentence that names the key
    static Settings of(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not of the form key=value: " + argument);
            }
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Settings settings =
                new Settings(
                        Arrays.stream(text(given, "rehearsal", FloodRehearsal.NAME).split(","))
                                .map(String::strip)
                                .toList(),
                        number(given, "rehearsal.seconds", SECONDS, 3, 3_600),
                        number(given, "flood.rate", FLOOD_RATE, 10, 20_000),
                        number(given, "signers.rate", SIGNERS_RATE_UK_2019, 1, 1_000),
                        number(given, "challenge.base", CHALLENGE_BASE, 1, 500_000),
                        Path.of(text(given, "gateway.jar", "../gateway/target/gateway.jar")),
                        Path.of(text(given, "report.dir", "target/rehearsal")));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("no such setting: " + given.keySet());
        }
        return settings;
    }

    /// How long a challenge lives during the run, in seconds: more than half of it, so that most of
    /// the attackers' work is good, and less than all of it, so that some has honestly expired.
    int challengeValidityS() {
        return Math.clamp(seconds * 6L / 10, 1, VALIDITY_S);
    }

    private static String text(Map<String, String> given, String key, String otherwise) {
        String value = given.remove(key);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static int number(
            Map<String, String> given, String key, int otherwise, int least, int most) {
        String value = text(given, key, Integer.toString(otherwise));
        if (!value.matches("\\d{1,9}")
                || Integer.parseInt(value) < least
                || Integer.parseInt(value) > most) {
            throw new IllegalArgumentException(
                    "%s has to be a number from %d to %d, not %s"
                            .formatted(key, least, most, value));
        }
        return Integer.parseInt(value);
    }
}
