package org.rempart.loadtests.rehearsal;

import org.rempart.loadtests.machine.Pins;
import org.rempart.loadtests.target.Secret;
import org.rempart.loadtests.target.Side;
import org.rempart.loadtests.target.Target;

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

    /// Gateways that can be reached one by one, at most.
    int GATEWAYS_MAX = 16;

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
    record Standing(List<Target> gateways, Optional<Path> certificates) implements Venue {
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
            case Standing _ -> EnumSet.noneOf(Need.class);
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
        return new Standing(gateways, certificates);
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
