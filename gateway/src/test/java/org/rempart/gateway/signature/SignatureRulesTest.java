package org.rempart.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.signature.FieldError.Code;

import java.util.List;
import java.util.Locale;

class SignatureRulesTest {
    private static SignatureForm form(
            @Nullable String name,
            @Nullable String email,
            @Nullable String country,
            @Nullable String postcode,
            boolean consent) {
        return new SignatureForm(name, email, country, postcode, consent, false, false, null);
    }

    private static Signature signed(SignatureForm form) {
        SignatureCheck check = SignatureRules.check(form);
        assertThat(check).isInstanceOf(SignatureCheck.Valid.class);
        return ((SignatureCheck.Valid) check).signature();
    }

    private static List<String> errors(SignatureForm form) {
        return switch (SignatureRules.check(form)) {
            case SignatureCheck.Valid valid -> List.of();
            case SignatureCheck.Invalid invalid ->
                    invalid.errors().stream()
                            .map(error -> error.field() + " " + error.code().text())
                            .toList();
        };
    }

    private static SignatureForm withName(@Nullable String name) {
        return form(name, "an@example.org", "VN", null, true);
    }

    private static SignatureForm withEmail(@Nullable String email) {
        return form("An", email, "VN", null, true);
    }

    private static SignatureForm withCountry(@Nullable String country) {
        return form("An", "an@example.org", country, null, true);
    }

    private static SignatureForm withPostcode(@Nullable String postcode) {
        return form("An", "an@example.org", "VN", postcode, true);
    }

    @Test
    void aFormThatIsInOrderIsASignature() {
        Signature signature =
                signed(
                        new SignatureForm(
                                " An  Đặng ",
                                " An+petition@Example.ORG ",
                                "vn",
                                " 10 00-a ",
                                true,
                                true,
                                true,
                                "x"));
        assertThat(signature)
                .isEqualTo(
                        new Signature(
                                "An Đặng",
                                "an đặng",
                                new EmailAddress("An+petition@example.org", "an@example.org"),
                                "VN",
                                "10 00-A",
                                true,
                                true));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceInTheOrderOfTheForm() {
        assertThat(errors(form(null, null, null, null, false)))
                .containsExactly(
                        "name required",
                        "email required",
                        "country required",
                        "consent must_be_true");
        assertThat(errors(form("=1", "an", "XX", "?", false)))
                .containsExactly(
                        "name not_a_name",
                        "email not_an_address",
                        "country not_a_country",
                        "postcode not_a_postcode",
                        "consent must_be_true");
        assertThat(errors(form(" ", " ", " ", " ", true)))
                .containsExactly("name required", "email required", "country required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ng",
                "O",
                "Đặng",
                "Nguyễn Thị Minh Khai",
                "O'Brien",
                "O’Brien",
                "Anne-Marie d'Arc",
                "J.R.R. Tolkien",
                "St.John",
                "Prof. Dr. h.c. Max Müller-Lüdenscheidt",
                "Martin Luther King, Jr.",
                "Mr.Comfort",
                "St.Comès",
                "Ewww.ing",
                "Le Corbusier (Charles-Édouard)",
                "محمد بن سلمان",
                "شفیعی\u200Cکدکنی",
                "ه\u200D. ا. سایه",
                "מַיְמוֹנִידֶס",
                "司馬遷",
                "山田\u3000太郎",
                "葛\uDB40\uDD00城",
                "𠮷野家",
                "김연아",
                "नरेन्द्र मोदी",
                "ක්\u200Dෂේම",
                "ജോണ്\u200D",
                "ประยุทธ์ จันทร์โอชา",
                "བསྟན་འཛིན་རྒྱ་མཚོ",
                "Ọlọ́run\u0300tó\u0323bi",
                "Sẹ\u0300yẹ\u0301",
                "Ἀριστοτέλης",
                "Тарас Шевченко",
                "Σωκράτης",
                "ꦱꦸꦏꦂꦤ",
                "ʻAkahi Wahine",
                "Kauaʻi",
                "X Æ A-12",
                "Jean 2",
                "Ann ❤\uFE0F",
                "\u200FΝίκος\u200E",
            })
    void aNameOfAnyScriptIsAName(String name) {
        assertThat(errors(withName(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+An",
                "-An",
                "@An",
                "  =An",
                "\u00A0=An",
                "\u200E=An",
                "＝An",
                "＋An",
                "－An",
                "＠An",
                "﹦An",
                "\tAn",
                "An\n",
                "An\tLe",
                "An\r\nLe",
                "An\u0000",
                "An\u0007Le",
                "An\u007F",
                "An\u0085Le",
                "An\u2028Le",
                "An\u2029Le",
                "\u202EAn",
                "An\u202A",
                "\u2066An\u2069",
                "An\u200BLe",
                "\u200DAn",
                "An \u200CLe",
                "An\u200C\u200CLe",
                "An\u00ADLe",
                "\uFEFFAn",
                "An\u2060Le",
                "An\u034FLe",
                "\u3164",
                "\u115F\u1160",
                "An\uFFA0",
                "An\uDB40\uDC41\uDB40\uDC42",
                "An\uFE00\uFE01",
                "An\uE000",
                "An\uFFFE",
                "An\uFFFF",
                "An\u0378",
                "\u0301An",
                "A\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B",
                "12345",
                "---",
                "...",
                "❤",
                "http://example.org",
                "https:example.org",
                "An HTTPS://EXAMPLE.ORG/x",
                "ftp://an",
                "Buy at www.example.org",
                "WWW2.example.org",
                "ｗｗｗ．example．org",
                "see example.org",
                "www\u200C.exa\u200Dmple.org",
                "example.com",
                "pills.example.xyz now",
                "bit.ly/abc",
                "An t.me/an",
                "exämple.de/x",
                "example.co.uk:8080/x",
            })
    void whatNoNameNeedsAndAnAttackDoesIsNoName(String name) {
        assertThat(errors(withName(name))).containsExactly("name not_a_name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00A0\u3000", "\u200E \u200F"})
    void aNameThatIsBlankIsRequired(String name) {
        assertThat(errors(withName(name))).containsExactly("name required");
    }

    @Test
    void aNameHasOneToTwoHundredCharactersAsPeopleCountThem() {
        assertThat(errors(withName("a"))).isEmpty();
        for (String letter : new String[] {"a", "𠮷", "e\u0301", "Ệ"}) {
            assertThat(errors(withName(letter.repeat(199)))).isEmpty();
            assertThat(errors(withName(letter.repeat(200)))).isEmpty();
            assertThat(errors(withName(letter.repeat(201)))).containsExactly("name too_long");
        }
        assertThat(errors(withName(" ".repeat(300) + "An" + " ".repeat(300) + "Le"))).isEmpty();
    }

    @Test
    void combiningMarksAreBounded() {
        String most = "\u0316".repeat(PersonName.MARKS_IN_A_ROW_MAX);
        assertThat(errors(withName("q" + most + "x"))).isEmpty();
        assertThat(errors(withName("q" + most + "\u0316x"))).containsExactly("name not_a_name");
    }

    @Test
    void aNameIsShownInOneWayOfWritingIt() {
        assertThat(signed(withName(" \u200FÁn\u00A0\u3000 Le\u2003")).name()).isEqualTo("Án Le");
        assertThat(signed(withName("A\u0301n")).name()).isEqualTo("\u00C1n");
        assertThat(signed(withName("Ọ\u0301")).name()).isEqualTo("\u1ECC\u0301");
    }

    @ParameterizedTest
    @CsvSource({
        "ÁNGELA MERKEL, ángela  merkel",
        "Straße, STRASSE",
        "Ａｎ, an",
        "ﬁnn, Finn",
        "Σίσυφος, ΣΊΣΥΦΟΣ",
        "می\u200Cرود, میرود",
        "İnci, i\u0307nci",
    })
    void spellingsOfOneNameFoldToOne(String one, String other) {
        assertThat(signed(withName(one)).foldedName())
                .isEqualTo(signed(withName(other)).foldedName());
    }

    @ParameterizedTest
    @CsvSource({"Dũng, Dung", "José, Jose", "Ann Lee, Annlee", "O'Brien, OBrien"})
    void namesThatTellPeopleApartDoNotFoldToOne(String one, String other) {
        assertThat(signed(withName(one)).foldedName())
                .isNotEqualTo(signed(withName(other)).foldedName());
    }

    @Test
    void anAddressIsAtMostTwoHundredAndFiftyFourOctets() {
        String domain = ("a".repeat(61) + ".").repeat(3) + "org";
        String most = "b".repeat(EmailAddress.OCTETS_MAX - 1 - domain.length()) + "@" + domain;
        assertThat(most).hasSize(254);
        assertThat(errors(withEmail(most))).isEmpty();
        assertThat(errors(withEmail(most.substring(1)))).isEmpty();
        assertThat(errors(withEmail("b" + most))).containsExactly("email too_long");
        assertThat(errors(withEmail("an"))).containsExactly("email not_an_address");
        assertThat(errors(withEmail("\u3000"))).containsExactly("email required");
    }

    @Test
    void everyCountryOfIso3166IsOneInEitherCase() {
        String[] codes = Locale.getISOCountries();
        assertThat(codes).hasSize(249);
        for (String code : codes) {
            assertThat(signed(withCountry(code)).country()).isEqualTo(code);
            assertThat(signed(withCountry(" " + code.toLowerCase(Locale.ROOT))).country())
                    .isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "XX", "UK", "EU", "XK", "AN", "ZZ", "F", "FRA", "250", "F R", "ß", "ﬀ", "ＦＲ"
            })
    void anythingElseIsNoCountry(String country) {
        assertThat(errors(withCountry(country))).containsExactly("country not_a_country");
    }

    @ParameterizedTest
    @CsvSource({
        "75001, 75001",
        "sw1a 1aa, SW1A 1AA",
        "'  sw1a   1aa ', SW1A 1AA",
        "12345-6789, 12345-6789",
        "１００－０００１, 100-0001",
        "100−0001, 100-0001",
        "100–0001, 100-0001",
        "۱۲۳۴۵, 12345",
        "A, A",
        "1234567890ABCDEF, 1234567890ABCDEF",
    })
    void aPostcodeIsWrittenInOneWay(String raw, String postcode) {
        assertThat(signed(withPostcode(raw)).postcode()).isEqualTo(postcode);
    }

    @Test
    void aPostcodeMayBeLeftOut() {
        assertThat(signed(withPostcode(null)).postcode()).isNull();
        assertThat(signed(withPostcode("")).postcode()).isNull();
        assertThat(signed(withPostcode(" \u00A0 ")).postcode()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-1", "1-", "75.001", "=1", "75\t001", "75\n001", "é1", "七"})
    void whatIsNotMadeOfLettersDigitsSpacesAndHyphensIsNoPostcode(String postcode) {
        assertThat(errors(withPostcode(postcode))).containsExactly("postcode not_a_postcode");
    }

    @Test
    void aPostcodeHasAtMostSixteenCharacters() {
        assertThat(errors(withPostcode("1".repeat(15)))).isEmpty();
        assertThat(errors(withPostcode("1".repeat(16)))).isEmpty();
        assertThat(errors(withPostcode("1".repeat(17)))).containsExactly("postcode too_long");
    }

    @Test
    void aMessageQuotesNothingOfTheForm() {
        SignatureForm form = form("=secret", "secret", "secret", "secret?", false);
        assertThat(SignatureRules.check(form).toString()).doesNotContain("secret");
    }

    @Test
    void theTextOfASignatureShowsNothingOfIt() {
        assertThat(SignatureRules.check(form("Secret", "secret@secret.org", "FR", "SECRET", true)))
                .asString()
                .doesNotContainIgnoringCase("secret")
                .doesNotContain("FR");
    }

    @Test
    void codesAreWrittenAsTheAnswersHaveThem() {
        assertThat(Code.values())
                .allSatisfy(code ->
                        assertThat(code.text()).isEqualTo(code.name().toLowerCase(Locale.ROOT)));
    }
}
