package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class ChallengeIdTest {

    @Test
    void idsOfTheSameBytesAreTheSame() {
        assertThat(idOf(7)).isEqualTo(idOf(7)).hasSameHashCodeAs(idOf(7));
        assertThat(idOf(7)).isNotEqualTo(idOf(8));
        assertThat(idOf(7)).isNotEqualTo(ChallengeId.of(new byte[ChallengeId.BYTES]));
    }

    @Test
    void idsAreOrderedAsUnsignedBytes() {
        assertThat(idOf(0x7f)).isLessThan(idOf(0x80));
        assertThat(idOf(0xff)).isGreaterThan(idOf(0x00));
        assertThat(idOf(7)).isEqualByComparingTo(idOf(7));
    }

    @Test
    void anIdSharesItsBytesWithNobody() {
        byte[] bytes = new byte[ChallengeId.BYTES];
        ChallengeId id = ChallengeId.of(bytes);

        Arrays.fill(bytes, (byte) 1);
        Arrays.fill(id.toBytes(), (byte) 2);

        assertThat(id.toBytes()).containsOnly(0);
    }

    @Test
    void anIdHasThirtyTwoBytes() {
        for (int length : new int[] {0, 31, 33}) {
            assertThatIllegalArgumentException().isThrownBy(() -> ChallengeId.of(new byte[length]));
        }
    }

    @Test
    void anIdReadsAsOnTheWire() {
        assertThat(idOf(0xc0)).hasToString("c0".repeat(32));
    }

    private static ChallengeId idOf(int repeated) {
        byte[] bytes = new byte[ChallengeId.BYTES];
        Arrays.fill(bytes, (byte) repeated);
        return ChallengeId.of(bytes);
    }
}
