package org.rempart.loadtests.rehearsal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What a run can be told, as `key=value`. An empty value is one that was not given.
///
/// @param names rehearsals to run, in this order
/// @param seconds how long signers come, 3 to 3,600
/// @param floodRate requests a second of the flood, 10 to 20,000
/// @param signersRate genuine signers a second, 1 to 1,000
/// @param challengeBase `challenge.base` of the gateway that is started, 1 to 500,000
/// @param seed what a crash campaign is drawn from
/// @param crash the crash campaign's own
/// @param outage the outage's own
/// @param gatewayJar the gateway
/// @param reports folder that gets a folder for each rehearsal
record Settings(
        List<String> names,
        int seconds,
        int floodRate,
        int signersRate,
        int challengeBase,
        long seed,
        Crash crash,
        Outage outage,
        Path gatewayJar,
        Path reports) {
    /// What a build plays when nobody names a rehearsal.
    private static final List<String> EVERY_BUILD =
            List.of(FloodRehearsal.NAME, CrashRehearsal.NAME, OutageRehearsal.NAME);

    /// A seed that is drawn is short enough to be typed.
    private static final long SEED_DRAWN_END = 1_000_000;

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

    /// Of a crash campaign.
    ///
    /// @param kills SIGKILLs, 1 to 300: a gateway consents for an hour at most
    /// @param rate genuine signers a second, 10 to 500
    record Crash(int kills, int rate) {
        private static final int KILLS = 200;

        /// Enough to hit every victim in every way, in a minute.
        private static final int KILLS_SHORT = 20;

        private static final int RATE = 100;

        private static Crash of(Map<String, String> given, boolean brief) {
            return new Crash(
                    number(given, "crash.kills", brief ? KILLS_SHORT : KILLS, 1, 300),
                    number(given, "crash.rate", RATE, 10, 500));
        }
    }

    /// Of an outage.
    ///
    /// @param kind how the database goes away
    /// @param seconds how long it is away, 5 to 600
    /// @param brief whether it is the short form, which every build plays on whatever machine
    record Outage(Kind kind, int seconds, boolean brief) {
        /// How the database goes away.
        enum Kind {
            /// In order: clients are told.
            STOP,
            /// SIGKILL: connections break.
            KILL,
            /// SIGSTOP: nothing breaks, and nothing answers.
            HANG;

            String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        private static final int SECONDS = 60;

        private static final int SECONDS_SHORT = 10;

        private static Outage of(Map<String, String> given, boolean brief) {
            String kind = text(given, "outage.kind", Kind.KILL.label());
            return new Outage(
                    Arrays.stream(Kind.values())
                            .filter(known -> known.label().equals(kind))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "outage.kind has to be stop, kill or hang, not "
                                                    + kind)),
                    number(given, "outage.seconds", brief ? SECONDS_SHORT : SECONDS, 5, 600),
                    brief);
        }
    }

    Settings {
        names = List.copyOf(names);
    }

    /// Reads `key=value` arguments.
    ///
    /// @param random where a seed comes from that is not given
    /// @throws IllegalArgumentException with a sentence that names the key
    static Settings of(RandomGenerator random, String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("not of the form key=value: " + argument);
            }
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        String names = text(given, "rehearsal", "");
        // who names no rehearsal gets the short forms of those that every build plays
        boolean brief = flag(given, "rehearsal.short", names.isEmpty());
        Settings settings =
                new Settings(
                        names.isEmpty()
                                ? EVERY_BUILD
                                : Arrays.stream(names.split(",")).map(String::strip).toList(),
                        number(given, "rehearsal.seconds", SECONDS, 3, 3_600),
                        number(given, "flood.rate", FLOOD_RATE, 10, 20_000),
                        number(given, "signers.rate", SIGNERS_RATE_UK_2019, 1, 1_000),
                        number(given, "challenge.base", CHALLENGE_BASE, 1, 500_000),
                        seed(given, random),
                        Crash.of(given, brief),
                        Outage.of(given, brief),
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

    private static long seed(Map<String, String> given, RandomGenerator random) {
        String value = text(given, "rehearsal.seed", "");
        if (value.isEmpty()) {
            return random.nextLong(SEED_DRAWN_END);
        }
        if (!value.matches("-?\\d{1,18}")) {
            throw new IllegalArgumentException(
                    "rehearsal.seed has to be a whole number, not " + value);
        }
        return Long.parseLong(value);
    }

    private static boolean flag(Map<String, String> given, String key, boolean otherwise) {
        String value = text(given, key, Boolean.toString(otherwise));
        if (!value.matches("true|false")) {
            throw new IllegalArgumentException(
                    "%s has to be true or false, not %s".formatted(key, value));
        }
        return Boolean.parseBoolean(value);
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
