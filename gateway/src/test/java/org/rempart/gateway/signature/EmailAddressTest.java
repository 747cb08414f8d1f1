package org.rempart.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Objects;

class EmailAddressTest {
    private static EmailAddress address(String text) {
        return Objects.requireNonNull(EmailAddress.parse(text), text);
    }

    @ParameterizedTest
    @CsvSource({
        "an@example.org, an@example.org, an@example.org",
        "An.Le@Example.ORG, An.Le@example.org, an.le@example.org",
        "'  an@example.org ', an@example.org, an@example.org",
        "\u00A0an@example.org\u3000, an@example.org, an@example.org",
        "a@b.co, a@b.co, a@b.co",
        "1@2-3.org, 1@2-3.org, 1@2-3.org",
        "o'brien@example.org, o'brien@example.org, o'brien@example.org",
        "!#$%&'*-/=?^_`{|}~@example.org, !#$%&'*-/=?^_`{|}~@example.org,"
                + " !#$%&'*-/=?^_`{|}~@example.org",
        "an+petition@example.org, an+petition@example.org, an@example.org",
        "an+a+b@example.org, an+a+b@example.org, an@example.org",
        "+an@example.org, +an@example.org, +an@example.org",
        "an-petition@example.org, an-petition@example.org, an-petition@example.org",
        "a.n.l.e+x@gmail.com, a.n.l.e+x@gmail.com, anle@gmail.com",
        "A.N@GoogleMail.com, A.N@googlemail.com, an@gmail.com",
        "a.n@mail.gmail.com, a.n@mail.gmail.com, a.n@mail.gmail.com",
        "a.n@outlook.com, a.n@outlook.com, a.n@outlook.com",
        "an＠example．org, an@example.org, an@example.org",
        "ａｎ@ｅｘａｍｐｌｅ.org, an@example.org, an@example.org",
        "an@例え。テスト, an@xn--r8jz45g.xn--zckzah, an@xn--r8jz45g.xn--zckzah",
        "an@bücher.example, an@xn--bcher-kva.example, an@xn--bcher-kva.example",
        "an@BÜCHER.example, an@xn--bcher-kva.example, an@xn--bcher-kva.example",
        "an@bu\u0308cher.example, an@xn--bcher-kva.example, an@xn--bcher-kva.example",
        "an@xn--BCHER-kva.example, an@xn--bcher-kva.example, an@xn--bcher-kva.example",
        "an@straße.example, an@xn--strae-oqa.example, an@xn--strae-oqa.example",
        "josé@example.org, josé@example.org, josé@example.org",
        "JOSÉ@example.org, JOSÉ@example.org, josé@example.org",
        "jose\u0301@example.org, josé@example.org, josé@example.org",
        "用户@例子.广告, 用户@xn--fsqu00a.xn--4rr70v, 用户@xn--fsqu00a.xn--4rr70v",
        "अजय@डाटा.भारत, अजय@xn--c2bd1gb.xn--h2brj9c, अजय@xn--c2bd1gb.xn--h2brj9c",
        "квіточка@пошта.укр, квіточка@xn--80a1acn3a.xn--j1amh, квіточка@xn--80a1acn3a.xn--j1amh",
    })
    void anAddressAsPeopleWriteItHasOneFormAndACanonicalOne(
            String written, String address, String canonical) {
        assertThat(address(written)).isEqualTo(new EmailAddress(address, canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "an",
                "@",
                "an@",
                "@example.org",
                "an@@example.org",
                "an@b@example.org",
                "an＠b@example.org",
                "an@example",
                "an@localhost",
                ".an@example.org",
                "an.@example.org",
                "a..n@example.org",
                "a n@example.org",
                "an @example.org",
                "an@ example.org",
                "an@exam ple.org",
                "an\u00A0le@example.org",
                "an\tle@example.org",
                "an\n@example.org",
                "an\u0000@example.org",
                "an@example.org\u0000",
                "an@example.org\nBcc: x@example.org",
                "\"an le\"@example.org",
                "\"an\"@example.org",
                "an(le)@example.org",
                "an,le@example.org",
                "an;le@example.org",
                "<an@example.org>",
                "An Le <an@example.org>",
                "mailto:an@example.org",
                "an\\le@example.org",
                "an[le]@example.org",
                "a:b@example.org",
                "an@[192.0.2.1]",
                "an@[IPv6:2001:db8::1]",
                "an@192.0.2.1",
                "an@1.2",
                "an@example.1",
                "an@.example.org",
                "an@example..org",
                "an@example.org.",
                "an@example.org。",
                "an@-example.org",
                "an@example-.org",
                "an@ex_ample.org",
                "an@ex!ample.org",
                "an@example.org,",
                "an@xn--.org",
                "an@xn--a.org",
                "an@ab--cd.org",
                "an@a\u200Db.org",
                "an\u200B@example.org",
                "an\u202E@example.org",
                "\u202Ean@example.org",
                "an\u00AD@example.org",
                "an@a\u0338=b.org",
                "¨@example.org",
                "an@℀.org",
            })
    void whatIsNotAnAddressIsNotOne(String written) {
        assertThat(EmailAddress.parse(written)).isNull();
    }

    @Test
    void aLocalPartHasAtMostSixtyFourOctets() {
        assertThat(EmailAddress.parse("a".repeat(63) + "@example.org")).isNotNull();
        assertThat(EmailAddress.parse("a".repeat(64) + "@example.org")).isNotNull();
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.org")).isNull();
        assertThat(EmailAddress.parse("é".repeat(32) + "@example.org")).isNotNull();
        assertThat(EmailAddress.parse("é".repeat(33) + "@example.org")).isNull();
    }

    @Test
    void aLabelHasAtMostSixtyThreeOctetsInAscii() {
        assertThat(EmailAddress.parse("an@" + "a".repeat(62) + ".org")).isNotNull();
        assertThat(EmailAddress.parse("an@" + "a".repeat(63) + ".org")).isNotNull();
        assertThat(EmailAddress.parse("an@" + "a".repeat(64) + ".org")).isNull();
        assertThat(EmailAddress.parse("an@" + "ü".repeat(63) + ".org")).isNull();
    }

    @Test
    void aDomainAndAnAddressHaveTheirLimits() {
        String labels = ("a".repeat(59) + ".").repeat(4);
        assertThat(EmailAddress.parse("a@" + labels + "b".repeat(12))).isNotNull();
        assertThat(address("a@" + labels + "b".repeat(12)).address()).hasSize(254);
        assertThat(EmailAddress.parse("a@" + labels + "b".repeat(13))).isNull();
        assertThat(EmailAddress.parse("ab@" + labels + "b".repeat(12))).isNull();
    }

    @Test
    void theTextOfAnAddressShowsNothingOfIt() {
        assertThat(address("secret@secret.org").toString()).doesNotContain("secret");
    }
}
