package org.rempart.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rempart.gateway.source.SourceTest.source;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Collections;
import java.util.List;

class LargerBudgetsTest {
    @Test
    void theLongestBlockThatMatchesCounts() {
        LargerBudgets larger =
                LargerBudgets.parse(
                        List.of("192.0.2.0/24=10", "192.0.2.7/32=1", "0.0.0.0/0=2", "::/0=3"),
                        null);
        assertThat(larger.factor(source("192.0.2.1"))).isEqualTo(10);
        assertThat(larger.factor(source("192.0.2.7"))).isEqualTo(1);
        assertThat(larger.factor(source("::ffff:192.0.2.1"))).isEqualTo(10);
        assertThat(larger.factor(source("198.51.100.1"))).isEqualTo(2);
        assertThat(larger.factor(source("2001:db8::1"))).isEqualTo(3);
        assertThat(larger.factors()).containsExactlyInAnyOrder(1, 2, 3, 10);
    }

    @Test
    void withoutAnyEverybodyIsAlike() {
        LargerBudgets none = LargerBudgets.parse(List.of(), null);
        assertThat(none.factor(source("127.0.0.1"))).isEqualTo(1);
        assertThat(none.factors()).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24=0, whole number from 1 to 1000",
        "192.0.2.0/24=1001, whole number from 1 to 1000",
        "192.0.2.0/24=, whole number from 1 to 1000",
        "192.0.2.0/24=ten, whole number from 1 to 1000",
        "192.0.2.0/24, not a block or a network and its factor",
        "192.0.2.1/24=10, beyond its prefix",
        "somewhere=10, not a block of addresses",
        "ASx=10, is known by an ASN database only",
        "AS64500=10, is known by an ASN database only"
    })
    void whatCannotBeReadIsQuoted(String text, String sentence) {
        assertThatThrownBy(() -> LargerBudgets.parse(List.of(text), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.split("=", -1)[0])
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"ASx=10", "AS=10", "AS-1=10", "AS12345678901=10"})
    void aNetworkIsNamedByItsNumber(String text) throws Exception {
        Networks networks = Networks.of(new NetworkDatabase().bytes());
        assertThatThrownBy(() -> LargerBudgets.parse(List.of(text), networks))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a network like AS64500");
    }

    @Test
    void theFactorsAndTheNumberOfThemAreTakenUpToTheirBounds() {
        List<String> most = Collections.nCopies(LargerBudgets.BLOCKS_MAX, "192.0.2.0/24=1000");
        assertThat(LargerBudgets.parse(most, null).factor(source("192.0.2.1"))).isEqualTo(1000);
        List<String> tooMany =
                Collections.nCopies(LargerBudgets.BLOCKS_MAX + 1, "192.0.2.0/24=1000");
        assertThatThrownBy(() -> LargerBudgets.parse(tooMany, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512");
    }
}
