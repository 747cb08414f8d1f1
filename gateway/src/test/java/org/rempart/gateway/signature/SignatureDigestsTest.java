package org.rempart.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class SignatureDigestsTest {
    private static final byte[] KEY = new byte[SignatureDigests.KEY_BYTES_MIN];
    private static final byte[] OTHER_KEY = KEY.clone();

    static {
        Arrays.fill(OTHER_KEY, (byte) 1);
    }

    private final SignatureDigests digests = new SignatureDigests(KEY);

    private static Signature signature(String name, String email, @Nullable String postcode) {
        return new Signature(
                name,
                PersonName.folded(name),
                Objects.requireNonNull(EmailAddress.parse(email)),
                "VN",
                postcode,
                false,
                false);
    }

    private static final Signature AN = signature("An Đặng", "an@example.org", "100000");

    @Test
    void oneAddressHasOneHashHoweverItIsWrittenAndWhoeverSigns() {
        byte[] hash = digests.addressHash(7, AN);
        assertThat(hash).hasSize(SignatureDigests.HASH_BYTES);
        assertThat(digests.addressHash(7, signature("Bình", "AN+x@Example.org", null)))
                .isEqualTo(hash);
        assertThat(digests.addressHash(7, signature("An Đặng", "ann@example.org", "100000")))
                .isNotEqualTo(hash);
    }

    @Test
    void oneAddressOnTwoPetitionsOrUnderTwoKeysHasUnrelatedHashes() {
        assertThat(digests.addressHash(7, AN)).isNotEqualTo(digests.addressHash(8, AN));
        assertThat(digests.addressHash(7, AN))
                .isNotEqualTo(new SignatureDigests(OTHER_KEY).addressHash(7, AN));
    }

    @Test
    void aPersonIsAnAddressAndAFoldedName() {
        byte[] hash = digests.personHash(7, AN);
        assertThat(digests.personHash(7, signature("AN  ĐẶNG", "An+1@example.org", null)))
                .isEqualTo(hash);
        assertThat(digests.personHash(7, signature("Bình Đặng", "an@example.org", "100000")))
                .isNotEqualTo(hash);
        assertThat(digests.personHash(7, signature("An Đặng", "ann@example.org", "100000")))
                .isNotEqualTo(hash);
        assertThat(digests.personHash(8, AN)).isNotEqualTo(hash);
    }

    @Test
    void everyFieldIsPartOfTheContent() {
        EmailAddress address = AN.address();
        Set<String> hashes = new TreeSet<>();
        Stream.of(
                        AN,
                        signature("An Đặn", "an@example.org", "100000"),
                        signature("An Đặng", "an+x@example.org", "100000"),
                        signature("An Đặng", "an@example.org", null),
                        signature("An Đặng", "an@example.org", "100001"),
                        new Signature(
                                AN.name(), AN.foldedName(), address, "FR", "100000", false, false),
                        new Signature(
                                AN.name(), AN.foldedName(), address, "VN", "100000", true, false),
                        new Signature(
                                AN.name(), AN.foldedName(), address, "VN", "100000", false, true),
                        new Signature(
                                AN.name(), AN.foldedName(), address, "VN", "100000", true, true))
                .map(signature -> digests.contentHash(7, signature))
                .map(HexFormat.of()::formatHex)
                .forEach(hashes::add);
        hashes.add(HexFormat.of().formatHex(digests.contentHash(8, AN)));
        assertThat(hashes).hasSize(10);
        assertThat(digests.contentHash(7, signature("An Đặng", "an@example.org", "100000")))
                .isEqualTo(digests.contentHash(7, AN));
    }

    @Test
    void kindsOfHashAreUnrelatedAndFieldsDoNotRunIntoEachOther() {
        assertThat(digests.addressHash(7, AN)).isNotEqualTo(digests.personHash(7, AN));
        assertThat(digests.personHash(7, AN)).isNotEqualTo(digests.contentHash(7, AN));
        Signature one =
                new Signature("x", "c", new EmailAddress("x", "ab"), "FR", "", false, false);
        Signature other =
                new Signature("x", "bc", new EmailAddress("x", "a"), "FR", "", false, false);
        assertThat(digests.personHash(7, one)).isNotEqualTo(digests.personHash(7, other));
        Signature absent =
                new Signature("x", "c", new EmailAddress("x", "ab"), "FR", null, false, false);
        assertThat(digests.contentHash(7, one)).isNotEqualTo(digests.contentHash(7, absent));
    }

    @Test
    void everyHashIsHmacOfItsLabelThePetitionAndEachFieldWithItsLength() throws Exception {
        assertThat(digests.addressHash(7, AN))
                .isEqualTo(hmac("rempart/address/1", 7L, "an@example.org"));
        assertThat(digests.personHash(7, AN))
                .isEqualTo(hmac("rempart/person/1", 7L, "an@example.org", "an đặng"));
        Signature shown = new Signature("An", "an", AN.address(), "VN", "100000", true, false);
        assertThat(digests.contentHash(7, shown))
                .isEqualTo(
                        hmac(
                                "rempart/content/1",
                                7L,
                                "An",
                                "an@example.org",
                                "VN",
                                "100000",
                                true,
                                false));
        byte[] challenge = new byte[SignatureDigests.CHALLENGE_BYTES];
        byte[] receipt = Base64.getUrlDecoder().decode(digests.receipt(challenge));
        assertThat(hmac("rempart/receipt/1", challenge)).startsWith(receipt);
    }

    private static byte[] hmac(Object... parts) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream input = new DataOutputStream(bytes)) {
            for (Object part : parts) {
                switch (part) {
                    case String text -> {
                        input.writeInt(text.getBytes(UTF_8).length);
                        input.write(text.getBytes(UTF_8));
                    }
                    case Long number -> input.writeLong(number);
                    case Boolean flag -> input.writeBoolean(flag);
                    case byte[] raw -> input.write(raw);
                    default -> throw new IllegalArgumentException();
                }
            }
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return mac.doFinal(bytes.toByteArray());
    }

    @Test
    void aReceiptIsTheSameForEachRetryAndOfOneLook() {
        byte[] challenge = new byte[SignatureDigests.CHALLENGE_BYTES];
        String receipt = digests.receipt(challenge);
        assertThat(receipt).matches("[A-Za-z0-9_-]{22}").hasSize(SignatureDigests.RECEIPT_CHARS);
        assertThat(digests.receipt(challenge.clone())).isEqualTo(receipt);
        challenge[31] = 1;
        assertThat(digests.receipt(challenge)).isNotEqualTo(receipt);
        assertThat(new SignatureDigests(OTHER_KEY).receipt(challenge))
                .isNotEqualTo(digests.receipt(challenge));
    }

    @Test
    void keysAndChallengesHaveTheirLengths() {
        assertThatThrownBy(() -> new SignatureDigests(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> digests.receipt(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> digests.receipt(new byte[33]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
