package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.volume.VolumeKind;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// What a run can be told, as `key=value`. An empty value is one that was not given.
///
/// @param names rehearsals to run, in this order
/// @param seconds how long signers come in each act of a rehearsal, 3 to 1,000
/// @param flood the flood's own
/// @param signersRate genuine signers a second, 1 to 1,000
/// @param challengeBase `challenge.base` of the gateway that is started, 1 to 500,000
/// @param seed what a crash campaign is drawn from
/// @param crash the crash campaign's own
/// @param soak the soak's own
/// @param slow the slow connections' own
/// @param outage the outage's own
/// @param workers the workers' own
/// @param gatewayJar the gateway
/// @param reports folder that gets a folder for each rehearsal
record Settings(
        List<String> names,
        int seconds,
        Flood flood,
        int signersRate,
        int challengeBase,
        long seed,
        Crash crash,
        Outage outage,
        Soak soak,
        Slow slow,
        Workers workers,
        Path gatewayJar,
        Path reports) {
    /// What a build plays when nobody names a rehearsal.
    private static final List<String> EVERY_BUILD =
            List.of(FloodRehearsal.NAME, CrashRehearsal.NAME, OutageRehearsal.NAME);

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

    /// What a challenge lives at the calm level, and with that the most it lives in a rehearsal.
    private static final int VALIDITY_S = 600;

    /// Time for the forgers to start, and to misuse what was taken before.
    private static final int VALIDITY_S_MIN = 8;

    /// Of a flood.
    ///
    /// @param kind how the volume is driven
    /// @param connections connections of the volume, 1 to 19,000: what a process may have open
    /// @param rate requests a second of the volume, at most, 10 to 45,000: a gateway consents to
    ///   50,000 from all together
    /// @param apart whether its sources are each in a /24 of their own, or all in one
    /// @param forgersRate requests a second of those who take, solve, forge and replay, 10 to 5,000
    record Flood(VolumeKind kind, int connections, int rate, boolean apart, int forgersRate) {
        private static final int RATE = 40_000;

        /// A quarter more than a flood has to be.
        private static final int RATE_PACED = 25_000;

        /// On whatever machine a build runs.
        private static final int RATE_SHORT = 5_000;

        /// Every kind of forgery a hundred times in the short form; more belongs to the volume.
        private static final int FORGERS_RATE = 300;

        private static Flood of(Given given) {
            VolumeKind kind = given.choice("flood.kind", VolumeKind.CLOSED);
            int rate = kind == VolumeKind.PACED ? RATE_PACED : RATE;
            return new Flood(
                    kind,
                    given.number("flood.connections", kind.connections(), 1, 19_000),
                    given.number("flood.rate", given.brief() ? RATE_SHORT : rate, 10, 45_000),
                    given.flag("flood.apart", false),
                    given.number("forgers.rate", FORGERS_RATE, 10, 5_000));
        }
    }

    /// Of a crash campaign.
    ///
    /// @param kills SIGKILLs, 1 to 300: a gateway consents for an hour at most
    /// @param rate genuine signers a second, 10 to 500
    record Crash(int kills, int rate) {
        private static final int KILLS = 200;

        /// Enough to hit every victim in every way, in a minute.
        private static final int KILLS_SHORT = 20;

        private static final int RATE = 100;

        private static Crash of(Given given) {
            return new Crash(
                    given.number("crash.kills", given.brief() ? KILLS_SHORT : KILLS, 1, 300),
                    given.number("crash.rate", RATE, 10, 500));
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

        private static Outage of(Given given) {
            return new Outage(
                    given.choice("outage.kind", Kind.KILL),
                    given.number("outage.seconds", given.brief() ? SECONDS_SHORT : SECONDS, 5, 600),
                    given.brief());
        }
    }

    /// Of a soak.
    ///
    /// @param sources distinct clients, 1,000 to 10,000,000
    /// @param seconds how long, 15 to 3,000
    record Soak(int sources, int seconds) {
        private static final int SOURCES = 1_000_000;

        private static final int SOURCES_SHORT = 50_000;

        private static final int SECONDS = 600;

        private static final int SECONDS_SHORT = 30;

        private static Soak of(Given given) {
            return new Soak(
                    given.number(
                            "soak.sources",
                            given.brief() ? SOURCES_SHORT : SOURCES,
                            1_000,
                            10_000_000),
                    given.number(
                            "soak.seconds", given.brief() ? SECONDS_SHORT : SECONDS, 15, 3_000));
        }
    }

    /// Of slow connections.
    ///
    /// @param connections how many, 4 to 20,000; fewer where the machine gives no more sockets
    record Slow(int connections) {
        private static final int CONNECTIONS = 20_000;

        private static final int CONNECTIONS_SHORT = 2_000;

        private static Slow of(Given given) {
            return new Slow(
                    given.number(
                            "slow.connections",
                            given.brief() ? CONNECTIONS_SHORT : CONNECTIONS,
                            4,
                            20_000));
        }
    }

    /// Of attackers who do the work.
    ///
    /// @param sources where they come from, 1 to 218
    /// @param seconds how long they go on, 3 to 1,800
    record Workers(int sources, int seconds) {
        private static final int SECONDS = 600;

        private static final int SECONDS_SHORT = 15;

        /// A fixed price counts what the machine can take, and in every second as much.
        private static final int SECONDS_FIXED_MAX = 60;

        private static Workers of(Given given) {
            return new Workers(
                    given.number("workers.sources", Attackers.SOURCES, 1, Attackers.SOURCES),
                    given.number(
                            "workers.seconds", given.brief() ? SECONDS_SHORT : SECONDS, 3, 1_800));
        }

        /// How long they go on against one fixed price.
        int secondsFixed() {
            return Math.min(seconds, SECONDS_FIXED_MAX);
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
        Given given = Given.of(arguments);
        Settings settings =
                new Settings(
                        given.names().isEmpty() ? EVERY_BUILD : given.names(),
                        given.number(
                                "rehearsal.seconds",
                                given.brief() ? SECONDS_SHORT : SECONDS,
                                3,
                                1_000),
                        Flood.of(given),
                        given.number("signers.rate", SIGNERS_RATE_UK_2019, 1, 1_000),
                        given.number("challenge.base", CHALLENGE_BASE, 1, 500_000),
                        given.wholeNumber("rehearsal.seed")
                                .orElseGet(() -> random.nextLong(SEED_DRAWN_END)),
                        Crash.of(given),
                        Outage.of(given),
                        Soak.of(given),
                        Slow.of(given),
                        Workers.of(given),
                        Path.of(given.text("gateway.jar", "../gateway/target/gateway.jar")),
                        Path.of(given.text("report.dir", "target/rehearsal")));
        given.nothingElse();
        return settings;
    }

    /// How long a challenge lives during the run, in seconds: more than half of an act, so that
    /// most of the attackers' work is good, and less than all of it, so that some has honestly
    /// expired. In a short act none can expire before the forgers have started.
    int challengeValidityS() {
        return Math.clamp(seconds * 6L / 10, VALIDITY_S_MIN, VALIDITY_S);
    }
}
