package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.loadtests.target.Target;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

final class VenueTest {
    private static final Map<String, String> TOKENS =
            Map.of(Venue.OPERATOR_TOKEN, "one-token", Venue.REHEARSAL_TOKEN, "other-token");

    private static Venue venue(String... arguments) {
        return venue(TOKENS, arguments);
    }

    private static Venue venue(Map<String, String> environment, String... arguments) {
        return Venue.of(Given.of(arguments), Path.of("a.jar"), environment);
    }

    private static List<Target> gateways(String... arguments) {
        return ((Venue.Standing) venue(arguments)).gateways();
    }

    @Test
    void whoNamesNoTargetGetsGatewaysOfTheirOwn() {
        assertThat(venue(Map.of())).isEqualTo(new Venue.Own(Path.of("a.jar")));
    }

    @Test
    void tokensComeFromTheEnvironment() {
        Target gateway =
                gateways("target=https://a.example", "operator=http://10.0.0.1:8081").getFirst();

        assertThat(gateway.publicSide()).isEqualTo(URI.create("https://a.example"));
        assertThat(gateway.operatorSide()).isEqualTo(URI.create("http://10.0.0.1:8081"));
        assertThat(gateway.operatorToken().value()).isEqualTo("one-token");
        assertThat(gateway.rehearsalToken().value()).isEqualTo("other-token");
        assertThat(venue("target=https://a.example", "operator=https://b.example").toString())
                .doesNotContain("one-token", "other-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {Venue.OPERATOR_TOKEN, Venue.REHEARSAL_TOKEN})
    void aMissingTokenIsNamed(String variable) {
        Map<String, String> environment = new HashMap<>(TOKENS);
        environment.remove(variable);

        assertThatThrownBy(() ->
                        venue(
                                environment,
                                "target=https://a.example",
                                "operator=https://b.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(variable)
                .message()
                .doesNotContain("token,");
    }

    @Test
    void aTokenOnTheCommandLineIsNoSetting() {
        assertThatThrownBy(() ->
                        Programme.of(new Random(1), TOKENS, "operator.token=secret-of-somebody"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret-of-somebody");
    }

    @Test
    void oneOperatorSideIsOfAllOrEachHasItsOwn() {
        assertThat(
                        gateways(
                                "target=https://a.example,https://b.example",
                                "operator=https://o.example"))
                .extracting(Target::operatorSide)
                .containsOnly(URI.create("https://o.example"))
                .hasSize(2);
        assertThat(
                        gateways(
                                "target=https://a.example, https://b.example",
                                "operator=https://o.example,https://p.example"))
                .extracting(Target::operatorSide)
                .containsExactly(URI.create("https://o.example"), URI.create("https://p.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "target=https://a.example, operator=, belong together",
        "target=, operator=https://a.example, belong together",
        "target=http://a.example, operator=https://b.example, target:",
        "target=https://a.example, operator=https://u:p@b.example, operator:",
        "'target=https://a.example,https://a.example', operator=https://b.example, each another",
        "'target=https://a.example,', operator=https://b.example, target:",
        "'target=https://a.example', 'operator=https://b.example,https://c.example', one operator"
    })
    void whatIsWrongIsNamed(String target, String operator, String message) {
        assertThatThrownBy(() -> venue(target, operator))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aDeploymentIsNoPlaceForWhatKillsIt() {
        Venue standing = venue("target=https://a.example", "operator=https://b.example");
        Rehearsals rehearsals = Rehearsals.of(Given.of());

        assertThat(rehearsals.named(List.of("all")))
                .allSatisfy(rehearsal ->
                        assertThat(new Venue.Own(Path.of("a.jar")).lacks(rehearsal)).isEmpty());
        assertThat(
                        rehearsals.named(List.of("all")).stream()
                                .filter(rehearsal -> standing.lacks(rehearsal).isPresent())
                                .map(Rehearsal::name))
                .containsExactly("crash", "outage", "soak", "workers");
    }

    private static Venue.Standing standing(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        if (all.stream().noneMatch(argument -> argument.startsWith("target="))) {
            all.add("target=https://192.0.2.1");
        }
        all.add("operator=https://b.example");
        return (Venue.Standing) venue(all.toArray(String[]::new));
    }

    @Test
    void everybodyComesFromTheirOwnAddressToThisMachineOnly() {
        InetAddress somebody = InetAddress.ofLiteral("127.1.1.1");

        assertThat(standing("target=http://127.0.0.1:8080").departures().from(somebody))
                .isEqualTo(somebody);
        assertThat(standing().departures().from(somebody)).isEqualTo(Venue.ANY);
        assertThat(standing("sources=192.0.2.10").departures().from(somebody).getHostAddress())
                .isEqualTo("192.0.2.10");
        assertThat(
                        standing("target=http://127.0.0.1:8080", "sources.forwarded=true")
                                .departures()
                                .from(somebody))
                .isEqualTo(Venue.ANY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sources=localhost", "sources=192.0.2.10,", "sources=192.0.2.10;1"})
    void aSourceIsAnAddress(String sources) {
        assertThatThrownBy(() -> standing(sources))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sources has to be");
    }

    @Test
    void aGatewayThatBelievesItCanBeSoaked() {
        Rehearsal soak = Rehearsals.of(Given.of()).named(List.of("soak")).getFirst();

        assertThat(standing().lacks(soak)).isPresent();
        assertThat(standing("sources.forwarded=true").lacks(soak)).isEmpty();
    }

    @Test
    void commandsMakeAnOutagePossible() {
        Venue standing = venue("target=https://a.example", "operator=https://b.example");
        Rehearsal outage =
                Rehearsals.of(Given.of("outage.down=a", "outage.up=b"))
                        .named(List.of("outage"))
                        .getFirst();

        assertThat(standing.lacks(outage)).isEqualTo(Optional.empty());
    }
}
