package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.loadtests.signer.Arrivals;
import org.rempart.loadtests.signer.Departures;
import org.rempart.loadtests.signer.People;
import org.rempart.loadtests.signer.Person;
import org.rempart.loadtests.signer.SourceAddresses;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/// What several machines play is what one would.
final class ShareTest {
    private static List<Share> shares(int machines) {
        return IntStream.rangeClosed(1, machines)
                .mapToObj(machine -> new Share(machine, machines))
                .toList();
    }

    /// What each of so many machines is told.
    private static List<Given> given(int machines, String... more) {
        List<Given> all = new ArrayList<>();
        for (Share share : shares(machines)) {
            List<String> arguments = new ArrayList<>(List.of(more));
            arguments.add("rehearsal=flood");
            arguments.add("rehearsal.run=a");
            arguments.add("rehearsal.machines=" + machines);
            arguments.add("rehearsal.machine=" + share.machine());
            all.add(Given.of(arguments.toArray(String[]::new)));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 7", "3, 3", "3, 10", "3, 11", "3, 218", "10, 40000", "7, 64516"})
    void partsAddUpToTheWholeAndTheFirstGetWhatIsLeftOver(int machines, int whole) {
        List<Integer> parts = shares(machines).stream().map(share -> share.of(whole)).toList();

        assertThat(parts.stream().mapToInt(part -> part).sum()).isEqualTo(whole);
        assertThat(parts).isSortedAccordingTo((one, other) -> other - one);
        assertThat(parts.getFirst() - parts.getLast()).isBetween(0, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10})
    void slicesHaveNothingInCommonAndLeaveNothingOut(int machines) {
        List<String> all = SourceAddresses.ofAttackers(Attackers.SOURCES);
        List<String> sliced =
                shares(machines).stream().flatMap(share -> share.of(all).stream()).toList();

        assertThat(sliced).isEqualTo(all);
    }

    @Test
    void someOfASliceAreOfTheSlice() {
        List<Integer> all = List.of(1, 2, 3, 4, 5);

        assertThat(new Share(2, 2).some(1, all)).containsExactly(4);
        assertThat(new Share(2, 2).some(2, all)).containsExactly(4, 5);
        assertThatThrownBy(() -> new Share(2, 2).some(3, all))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("machine 2 of 2 has 2 addresses, not 3");
    }

    @Test
    void thereAreAsManyMachinesAsMayBe() {
        assertThat(new Share(10, 10).divided()).isTrue();
        assertThat(Share.WHOLE.divided()).isFalse();
        for (int[] none : new int[][] {{11, 11}, {0, 3}, {4, 3}, {1, 0}}) {
            assertThatThrownBy(() -> new Share(none[0], none[1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void arrivalsTogetherAreThoseOfOne() {
        Arrivals whole = Arrivals.televised(Duration.ofMinutes(6));
        Arrivals part = new Share(2, 3).of(whole);

        assertThat(part.expected() * 3).isCloseTo(whole.expected(), within(1e-6));
        assertThat(part.highest() * 3).isCloseTo(whole.highest(), within(1e-9));
        assertThat(part.lasts()).isEqualTo(whole.lasts());
    }

    @Test
    void everyRateIsDivided() {
        List<ToIntFunction<Given>> amounts =
                List.of(
                        given -> FloodRehearsal.Extent.of(given).rate(),
                        given -> Settings.of(given, new Random(1)).signersRate(),
                        given -> HoardRehearsal.Extent.of(given).sources(),
                        given -> ReplayRehearsal.Extent.of(given).pieces(),
                        given -> SlowRehearsal.Extent.of(given).connections(),
                        given -> SoakRehearsal.Extent.of(given).sources(),
                        given -> SpikeRehearsal.Extent.of(given).watchers(),
                        given -> Wave1Rehearsal.Extent.of(given).sources(),
                        given -> Wave2Rehearsal.Extent.of(given).rate());
        for (ToIntFunction<Given> amount : amounts) {
            int whole = amount.applyAsInt(Given.of("rehearsal=flood"));

            assertThat(given(3).stream().mapToInt(amount).sum()).isEqualTo(whole);
            assertThat(given(3).stream().mapToInt(amount)).allMatch(part -> part < whole);
        }
        FloodRehearsal.Extent third = FloodRehearsal.Extent.of(given(3).getLast());
        assertThat(third.connections()).isEqualTo(166);
        assertThat(third.forgersRate()).isEqualTo(100);
        assertThat(Wave2Rehearsal.Extent.of(given(3).getLast()).sources()).isEqualTo(1_333);
    }

    @Test
    void howLongItTakesIsNotDivided() {
        assertThat(given(3))
                .allSatisfy(given -> {
                    assertThat(Settings.of(given, new Random(1)).seconds()).isEqualTo(30);
                    assertThat(SpikeRehearsal.Extent.of(given).seconds()).isEqualTo(360);
                });
    }

    @Test
    void aLimitThatIsAnAmountIsDividedWithIt() {
        assertThat(given(4))
                .allSatisfy(given -> {
                    assertThat(given.limits("flood").offered()).isEqualTo(5_000);
                    assertThat(given.limits("flood").successRate()).isEqualTo(0.999);
                    assertThat(given.allLimits("flood")).containsEntry("offered", 20_000.0);
                });
    }

    @Test
    void attackersComeFromOneMachineEach() {
        for (String apart : List.of("flood.apart=false", "flood.apart=true")) {
            List<String> all =
                    given(3, apart).stream()
                            .map(given -> Settings.of(given, new Random(1)))
                            .flatMap(settings -> Attackers.sources(settings).stream())
                            .toList();

            assertThat(all).hasSize(Attackers.SOURCES).doesNotHaveDuplicates();
        }
    }

    @Test
    void genuineSignersComeToOneMachineEach() {
        Function<Share, Set<String>> addresses =
                share -> {
                    People people =
                            new People(
                                    share.before(SourceAddresses.PEOPLE),
                                    share.of(SourceAddresses.PEOPLE),
                                    new Random(1),
                                    new Departures());
                    Set<String> seen = new HashSet<>();
                    Set<Long> numbers = new HashSet<>();
                    // once around, and beyond
                    for (int i = 0; i < 2 * SourceAddresses.PEOPLE / 3; i++) {
                        Person person = people.next();
                        seen.add(SourceAddresses.ofPerson(person.number()).getHostAddress());
                        assertThat(numbers.add(person.number())).isTrue();
                    }
                    return seen;
                };
        List<Set<String>> all = shares(3).stream().map(addresses).toList();
        Set<String> union = new HashSet<>();
        all.forEach(union::addAll);

        assertThat(union).hasSize(SourceAddresses.PEOPLE);
        assertThat(all.stream().mapToInt(Set::size).sum()).isEqualTo(SourceAddresses.PEOPLE);
    }

    @Test
    void severalMachinesPlayOneNamedRunOfOneRehearsal() {
        assertThatThrownBy(() -> Given.of("rehearsal=flood,soak", "rehearsal.machines=2"))
                .hasMessageContaining("several machines play one rehearsal at a time");
        assertThatThrownBy(() -> Given.of("rehearsal=all", "rehearsal.machines=2"))
                .hasMessageContaining("several machines play one rehearsal at a time");
        assertThatThrownBy(() ->
                        Settings.of(
                                Given.of("rehearsal=flood", "rehearsal.machines=2"), new Random(1)))
                .hasMessageContaining("rehearsal.run has to name the run");
        assertThatThrownBy(() ->
                        Given.of("rehearsal=flood", "rehearsal.machines=2", "rehearsal.machine=3"))
                .hasMessage("rehearsal.machine has to be a number from 1 to 2, not 3");
        assertThatThrownBy(() -> Given.of("rehearsal=flood", "rehearsal.machines=11"))
                .hasMessage("rehearsal.machines has to be a number from 1 to 10, not 11");
    }

    @Test
    void whatIsTooLittleForAllIsNamed() {
        List<Given> three = given(3, "hoard.sources=2");

        assertThatThrownBy(() -> HoardRehearsal.Extent.of(three.getFirst()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hoard.sources is 2, which is too little for 3 machines");
    }

    @Test
    void machinesAreComparableByWhatTheyAreTold() {
        List<Given> three = given(3, "flood.rate=900");
        three.forEach(FloodRehearsal.Extent::of);

        assertThat(three.getFirst().extents())
                .containsEntry("flood.rate", "900")
                .containsEntry("rehearsal.machines", "3")
                .isEqualTo(three.getLast().extents());
        assertThat(Given.of().extents()).doesNotContainKey("rehearsal.machines");
    }
}
