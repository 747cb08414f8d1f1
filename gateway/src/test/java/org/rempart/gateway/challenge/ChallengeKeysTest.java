package org.rempart.gateway.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

class ChallengeKeysTest {
    private static final byte[] KEY = "example-hmac-secret".getBytes(US_ASCII);

    @Test
    void theIssuingKeyIsAcceptedFirst() {
        byte[] next = "the next secret!".getBytes(US_ASCII);

        ChallengeKeys keys = ChallengeKeys.of(KEY, List.of(next));

        assertThat(keys.issuing().getEncoded()).isEqualTo(KEY);
        assertThat(keys.accepted())
                .extracting(key -> new String(key.getEncoded(), US_ASCII))
                .containsExactly("example-hmac-secret", "the next secret!");
    }

    @Test
    void aSnapshotDoesNotChangeWithTheArrayItWasMadeFrom() {
        byte[] key = KEY.clone();
        ChallengeKeys keys = ChallengeKeys.of(key, List.of());

        Arrays.fill(key, (byte) 0);

        assertThat(keys.issuing().getEncoded()).isEqualTo(KEY);
    }

    @Test
    void keysHaveALeastAndAGreatestLength() {
        ChallengeKeys.of(new byte[ChallengeKeys.KEY_BYTES_MIN], List.of());
        ChallengeKeys.of(new byte[ChallengeKeys.KEY_BYTES_MAX], List.of());
        for (int length :
                new int[] {0, ChallengeKeys.KEY_BYTES_MIN - 1, ChallengeKeys.KEY_BYTES_MAX + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChallengeKeys.of(new byte[length], List.of()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ChallengeKeys.of(KEY, List.of(new byte[length])));
        }
    }

    @Test
    void theNumberOfKeysIsBounded() {
        int others = ChallengeKeys.ACCEPTED_MAX - 1;

        assertThat(ChallengeKeys.of(KEY, Collections.nCopies(others, KEY)).accepted())
                .hasSize(ChallengeKeys.ACCEPTED_MAX);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChallengeKeys.of(KEY, Collections.nCopies(others + 1, KEY)));
    }

    @Test
    void noKeyIsPartOfAString() {
        assertThat(ChallengeKeys.of(KEY, List.of())).hasToString("ChallengeKeys[accepted=1]");
    }
}
