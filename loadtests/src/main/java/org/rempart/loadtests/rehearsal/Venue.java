package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.Pins;
import org.rempart.loadtests.signer.Departures;
import org.rempart.loadtests.target.Secret;
import org.rempart.loadtests.target.Side;
import org.rempart.loadtests.target.Target;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where rehearsals are played.
sealed interface Venue {
    /// Environment variable with the bearer token of a deployment's operator side.
    String OPERATOR_TOKEN = "REMPART_OPERATOR_TOKEN";

    /// Environment variable with the token that a deployment signs its consent with.
    String REHEARSAL_TOKEN = "REMPART_REHEARSAL_TOKEN";

    /// The system chooses.
    InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");

    /// Addresses of this machine's own that can be named.
    int OWN_MAX = 256;

    /// Gateways that can be reached one by one, at most.
    int GATEWAYS_MAX = 16;

    /// Where everybody comes from who goes to a deployment.
    ///
    /// @param own addresses of this machine; none: see [Standing#departures()]
    /// @param forwarded whether the gateways believe this machine about whom it speaks for
    record Sources(List<InetAddress> own, boolean forwarded) {
        public Sources {
            own = List.copyOf(own);
        }

        static Sources of(Given given) {
            String text = given.condition("sources");
            boolean forwarded = given.conditionHolds("sources.forwarded");
            try {
                List<InetAddress> own =
                        text.isEmpty()
                                ? List.of()
                                : Arrays.stream(text.split(",", -1))
                                        .map(String::strip)
                                        .map(InetAddress::ofLiteral)
                                        .distinct()
                                        .toList();
                if (own.size() > OWN_MAX) {
                    throw new IllegalArgumentException("too many");
                }
                return new Sources(own, forwarded);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "sources has to be up to %d addresses of this machine, written as numbers with commas between"
                                .formatted(OWN_MAX),
                        e);
            }
        }
    }

    /// On gateways of their own, which each rehearsal starts and ends.
    ///
    /// @param jar the gateway
    record Own(Path jar) implements Venue {
        @Override
        public Optional<Path> certificates() {
            return Optional.empty();
        }
    }

    /// On gateways that are there already, and stay.
    ///
    /// @param gateways one at least, on one database
    /// @param certificates a file of some that are trusted, too
    /// @param sources where everybody comes from
    record Standing(List<Target> gateways, Optional<Path> certificates, Sources sources)
            implements Venue {
        public Standing {
            gateways = List.copyOf(gateways);
        }

        /// The hosts of all sides, names and addresses.
        private List<String> hosts() {
            return gateways.stream()
                    .flatMap(gateway -> Stream.of(gateway.publicSide(), gateway.operatorSide()))
                    .map(Side::host)
                    .distinct()
                    .toList();
        }

        /// From where requests leave: to this machine everybody from their own address, where
        /// nobody said otherwise; else from those that were named, or from what the system chooses.
        /// To be asked when names are pinned.
        Departures departures() {
            if (!sources.own().isEmpty()) {
                return new Departures(sources.own(), sources.forwarded());
            }
            boolean here =
                    gateways.stream()
                            .allMatch(gateway ->
                                    gateway.gate().address().getAddress().isLoopbackAddress());
            return here && !sources.forwarded()
                    ? new Departures()
                    : new Departures(List.of(ANY), sources.forwarded());
        }

        /// Where it is, for a reader.
        String said() {
            return gateways.stream()
                    .map(gateway -> gateway.publicSide().toString())
                    .collect(Collectors.joining(", "));
        }
    }

    /// A file of certificates that are trusted beside those the JDK knows.
    Optional<Path> certificates();

    /// What each name stands for as long as this run lasts; empty where nothing is looked up.
    ///
    /// @throws UnknownHostException with a sentence that names the one that nobody knows
    default Optional<Pins> pins(Pins.Lookup lookup) throws UnknownHostException {
        return switch (this) {
            case Own _ -> Optional.empty();
            case Standing standing -> Optional.of(Pins.look(standing.hosts(), lookup));
        };
    }

    /// What of all that a rehearsal needs is there.
    default Set<Need> offers() {
        return switch (this) {
            case Own _ -> EnumSet.allOf(Need.class);
            case Standing standing ->
                    standing.sources().forwarded()
                            ? EnumSet.of(Need.FORWARDED_SOURCES)
                            : EnumSet.noneOf(Need.class);
        };
    }

    /// Why a rehearsal cannot be played here; empty when it can.
    default Optional<String> lacks(Rehearsal rehearsal) {
        Set<Need> missing = EnumSet.noneOf(Need.class);
        missing.addAll(rehearsal.needs());
        missing.removeAll(offers());
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.stream().map(Need::why).collect(Collectors.joining("; ")));
    }

    /// Reads where to go. Tokens come from the environment, which other users of the machine cannot
    /// read; a command line they can.
    ///
    /// @throws IllegalArgumentException with a sentence that names the key or the variable, and no
    ///   token
    static Venue of(Given given, Path jar, Map<String, String> environment) {
        List<URI> targets = sides(given, "target");
        List<URI> operators = sides(given, "operator");
        Optional<Path> certificates =
                Optional.of(given.text("target.certificates", ""))
                        .filter(file -> !file.isEmpty())
                        .map(Path::of);
        Sources sources = Sources.of(given);
        if (targets.isEmpty() && operators.isEmpty()) {
            return new Own(jar);
        }
        if (targets.isEmpty() || operators.isEmpty()) {
            throw new IllegalArgumentException(
                    "target and operator belong together: where people sign, and the operator side"
                            + " of the same gateway");
        }
        if (operators.size() != 1 && operators.size() != targets.size()) {
            throw new IllegalArgumentException(
                    "operator has to name one operator side for all, or one for each target");
        }
        Secret operatorToken = token(environment, OPERATOR_TOKEN);
        Secret rehearsalToken = token(environment, REHEARSAL_TOKEN);
        List<Target> gateways = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            URI operator = operators.get(i % operators.size());
            gateways.add(new Target(targets.get(i), operator, operatorToken, rehearsalToken));
        }
        return new Standing(gateways, certificates, sources);
    }

    private static List<URI> sides(Given given, String key) {
        String text = given.condition(key);
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            List<URI> sides = Arrays.stream(text.split(",", -1)).map(Side::of).toList();
            if (sides.size() > GATEWAYS_MAX || sides.stream().distinct().count() < sides.size()) {
                throw new IllegalArgumentException(
                        "up to %d, each another".formatted(GATEWAYS_MAX));
            }
            return sides;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static Secret token(Map<String, String> environment, String variable) {
        String token = environment.getOrDefault(variable, "");
        if (token.isBlank()) {
            throw new IllegalArgumentException(
                    "the environment variable %s has to hold the deployment's token"
                            .formatted(variable));
        }
        return new Secret(token);
    }
}
