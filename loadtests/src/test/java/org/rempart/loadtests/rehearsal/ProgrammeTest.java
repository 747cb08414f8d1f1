package org.rempart.loadtests.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Random;

final class ProgrammeTest {
    private static List<String> played(String... arguments) {
        return Programme.of(new Random(1), Map.of(), arguments).rehearsals().stream()
                .map(Rehearsal::name)
                .toList();
    }

    @Test
    void whoNamesNoRehearsalGetsThoseOfEveryBuild() {
        assertThat(played("rehearsal=")).containsExactly("flood", "crash", "outage");
    }

    @Test
    void allArePlayedInTheirOrder() {
        assertThat(played("rehearsal=all"))
                .containsExactly(
                        "flood",
                        "crash",
                        "outage",
                        "soak",
                        "slow",
                        "workers",
                        "replay",
                        "spike",
                        "hoard",
                        "wave1",
                        "wave2",
                        "capacity");
    }

    @Test
    void thoseThatAreNamedArePlayedInTheOrderTheyAreNamedIn() {
        assertThat(played("rehearsal=slow, flood")).containsExactly("slow", "flood");
    }

    @Test
    void eachSaysWhatComes() {
        Programme programme =
                Programme.of(
                        new Random(1),
                        Map.of(),
                        "rehearsal=all",
                        "rehearsal.seed=7",
                        "signers.rate=45");

        assertThat(programme.rehearsals())
                .extracting(rehearsal -> rehearsal.announcement(programme.settings()))
                .satisfiesExactly(
                        flood ->
                                assertThat(flood)
                                        .contains("90 s", "45 genuine", "(closed)", "218 sources"),
                        crash ->
                                assertThat(crash)
                                        .contains("200 SIGKILLs in 600 s, seed 7", "100 genuine"),
                        outage ->
                                assertThat(outage)
                                        .contains("95 s", "(kill) for 60 of them", "45 genuine"),
                        soak -> assertThat(soak).contains("600 s", "clients through", "45 genuine"),
                        slow -> assertThat(slow).contains("30 s", "45 genuine"),
                        workers -> assertThat(workers).contains("600 s and 60 s", "218 sources"),
                        replay -> assertThat(replay).contains("200 pieces", "2 gateways"),
                        spike ->
                                assertThat(spike)
                                        .contains("360 s", "second to 100", "100,000 pages"),
                        hoard ->
                                assertThat(hoard)
                                        .contains("300 s and 30 s", "218 sources", "43,600 solved"),
                        wave1 ->
                                assertThat(wave1)
                                        .contains("120 s and 120 s", "218 servers", "45 genuine"),
                        wave2 -> assertThat(wave2).contains("60 s", "4,000 addresses"),
                        capacity ->
                                assertThat(capacity)
                                        .contains("16 steps of 10 s", "from 50 genuine", "500 ms"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deluge", "flood,deluge", "all,deluge", ",flood"})
    void anUnknownRehearsalIsNamed(String names) {
        assertThatThrownBy(() -> played("rehearsal=" + names))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "no rehearsal is called (deluge|all|); there are: all, flood, crash, .*");
    }

    @Test
    void anUnknownKeyIsNamed() {
        assertThatThrownBy(() -> played("rehearsal=crash", "flood.rat=7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such setting: [flood.rat]");
    }

    @Test
    void settingsOfARehearsalThatIsNotPlayedAreKnown() {
        assertThat(played("rehearsal=crash", "workers.seconds=9", "flood.kind=paced"))
                .containsExactly("crash");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crash.kills=0",
                "flood.kind=wet",
                "hoard.seconds=4",
                "outage.kind=fire",
                "replay.posts=21",
                "spike.seconds=5",
                "slow.connections=3",
                "soak.seconds=14",
                "workers.sources=219"
            })
    void andChecked(String setting) {
        assertThatThrownBy(() -> played("rehearsal=unheard-of", setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting.substring(0, setting.indexOf('=')));
    }

    @Test
    void severalMachinesComeToOneDeployment() {
        assertThatThrownBy(
                        () -> played("rehearsal=flood", "rehearsal.machines=2", "rehearsal.run=a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("several machines come to one deployment: target has to say which");
    }

    @Test
    void whoMergesLooksForWhateverThereIs() {
        assertThat(played("rehearsal.merge=parts")).hasSize(12);
        assertThat(played("rehearsal=wave2", "rehearsal.merge=parts")).containsExactly("wave2");
    }
}
