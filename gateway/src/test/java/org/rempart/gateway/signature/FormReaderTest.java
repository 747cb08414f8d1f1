package org.rempart.gateway.signature;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final SignatureForm EMPTY =
            new SignatureForm(null, null, null, null, false, false, false, null);

    private final FormReader reader = new FormReader();

    private FormRead json(String body) {
        return reader.read(body.getBytes(UTF_8), JSON);
    }

    private FormRead form(String body) {
        return reader.read(body.getBytes(UTF_8), FORM);
    }

    private static FormRead read(SignatureForm form) {
        return new FormRead.Read(form);
    }

    private static SignatureForm named(@Nullable String name) {
        return new SignatureForm(name, null, null, null, false, false, false, null);
    }

    @Test
    void aWholeFormIsReadFromJson() {
        assertThat(
                        json(
                                """
                                {"name":"Đặng Văn An","email":"an@example.org","country":"VN",
                                 "postcode":"100000","consent":true,"public":true,"updates":false,
                                 "altcha":"eyJ9"}
                                """))
                .isEqualTo(
                        read(
                                new SignatureForm(
                                        "Đặng Văn An",
                                        "an@example.org",
                                        "VN",
                                        "100000",
                                        true,
                                        true,
                                        false,
                                        "eyJ9")));
    }

    @Test
    void aWholeFormIsReadFromFormData() {
        assertThat(
                        form(
                                "name=%C4%90%E1%BA%B7ng+V%C4%83n+An&email=an%40example.org&country=VN"
                                        + "&postcode=&consent=on&public=1&updates=0&altcha=eyJ9%3d"))
                .isEqualTo(
                        read(
                                new SignatureForm(
                                        "Đặng Văn An",
                                        "an@example.org",
                                        "VN",
                                        "",
                                        true,
                                        true,
                                        false,
                                        "eyJ9=")));
    }

    @Test
    void whatIsAbsentOrNullIsNull() {
        assertThat(json("{}")).isEqualTo(read(EMPTY));
        assertThat(json(" \r\n\t{ \"name\" : null , \"consent\" : null } ")).isEqualTo(read(EMPTY));
        assertThat(form("")).isEqualTo(read(EMPTY));
        assertThat(form("&&")).isEqualTo(read(EMPTY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json;charset=utf-8",
                "application/json; charset=UTF-8",
                "application/json ; charset=\"Utf-8\" ; profile=x",
                "application/json;",
                " application/json ; ",
            })
    void jsonInUtf8IsSupported(String type) {
        assertThat(reader.read("{}".getBytes(UTF_8), type)).isEqualTo(read(EMPTY));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "text/plain",
                "text/json",
                "application/jsonp",
                "application/problem+json",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1",
                "application/json; charset=utf-16",
                "application/json; charset=",
                "application/json; charset=utf-8; charset=utf-8",
                "application/json; charset=utf-8; charset=utf-7",
                "application/json; charset",
                "application/json charset=utf-8",
                "application/json, text/plain",
                "application/json; charset=\"utf-8",
                "application/json; charset=utf-8 x",
            })
    void anyOtherMediaTypeIsNot(@Nullable String type) {
        assertThat(reader.read("{}".getBytes(UTF_8), type)).isEqualTo(new FormRead.Unsupported());
    }

    @Test
    void aMediaTypeOfAnyLengthIsAnswered() {
        String endless = JSON + ";" + "a=b;".repeat(10_000);
        assertThat(reader.read(new byte[0], endless)).isEqualTo(new FormRead.Unsupported());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "null",
                "\"{}\"",
                "1",
                "name=An",
                "{}{}",
                "{} x",
                "{},",
                "{\"name\":\"An\",}",
                "{\"name\":\"An\"",
                "{\"name\"}",
                "{\"name\":}",
                "{name:\"An\"}",
                "{'name':'An'}",
                "{\"name\":\"An\" /* x */}",
                "{\"name\":\"a\tb\"}",
                "{\"name\":\"\\x41\"}",
                "{\"consent\":TRUE}",
                "{\"x\":NaN}",
                "{\"x\":01}",
                "{\"x\":+1}",
                "\uFEFF{}",
            })
    void whatIsNotOneJsonObjectIsMalformed(String body) {
        assertThat(json(body)).isInstanceOf(FormRead.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":1}",
                "{\"name\":true}",
                "{\"email\":[\"a@example.org\"]}",
                "{\"country\":{}}",
                "{\"postcode\":12345}",
                "{\"altcha\":{\"salt\":\"x\"}}",
                "{\"consent\":\"true\"}",
                "{\"consent\":1}",
                "{\"public\":\"on\"}",
                "{\"updates\":[]}",
                "{\"updates\":{}}",
            })
    void aFieldOfAWrongTypeIsMalformed(String body) {
        assertThat(json(body)).isInstanceOf(FormRead.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"name\":\"a\"}",
                "{\"name\":null,\"name\":\"a\"}",
                "{\"consent\":true,\"consent\":false}",
                "{\"name\":\"a\",\"n\\u0061me\":\"b\"}",
                "{\"other\":1,\"other\":2}",
                "{\"other\":{\"a\":1,\"a\":2}}",
            })
    void aFieldThatComesTwiceInJsonIsMalformed(String body) {
        assertThat(json(body)).isInstanceOf(FormRead.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=a&name=a",
                "name=a&n%61me=b",
                "consent=1&consent=0",
                "other&other=",
                "=1&=2",
            })
    void aFieldThatComesTwiceInFormDataIsMalformed(String body) {
        assertThat(form(body)).isInstanceOf(FormRead.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"\\uD800\"}",
                "{\"name\":\"\\uDC00\"}",
                "{\"name\":\"\\uDC00\\uD800\"}",
                "{\"name\":\"\\uD83D\\u0041\"}",
                "{\"name\":\"a\\u0000\"}",
                "{\"name\":\"a\u0000\"}",
                "{\"other\":\"\\u0000\"}",
                "{\"other\\u0000\":1}",
                "{\"other\":[\"\\uD800\"]}",
                "{\"other\":{\"\\uD800\":1}}",
                "{}\u0000",
            })
    void halfASurrogatePairOrANulAnywhereInJsonIsMalformed(String body) {
        assertThat(json(body)).isInstanceOf(FormRead.Malformed.class);
    }

    @Test
    void aWholeSurrogatePairInEscapesIsACharacter() {
        assertThat(json("{\"name\":\"\\uD842\\uDFB7\"}")).isEqualTo(read(named("𠮷")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=%",
                "name=%4",
                "name=%4g",
                "name=%g4",
                "name=%-1",
                "name=% 1",
                "name=%u0041",
                "%=a",
                "other=%zz",
                "name=%00",
                "name=a\u0000",
                "other=%00",
                "name=%ff",
                "name=%c3",
                "name=%c0%80",
                "name=%ed%a0%80",
                "name=%f4%90%80%80",
                "consent=yes",
                "consent=TRUE",
                "consent=",
                "consent",
                "public=2",
                "updates=off",
            })
    void formDataThatIsNotStrictlyEncodedIsMalformed(String body) {
        assertThat(form(body)).isInstanceOf(FormRead.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c3(", "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00e9"})
    void bytesThatAreNotUtf8AreMalformedInBoth(String bytes) {
        byte[] inJson = "{\"name\":\"%s\"}".formatted(bytes).getBytes(ISO_8859_1);
        assertThat(reader.read(inJson, JSON)).isInstanceOf(FormRead.Malformed.class);
        byte[] inForm = "name=%s".formatted(bytes).getBytes(ISO_8859_1);
        assertThat(reader.read(inForm, FORM)).isInstanceOf(FormRead.Malformed.class);
    }

    @Test
    void rawUtf8InFormDataIsReadAsBrowsersMeanIt() {
        assertThat(form("name=Đặng+An")).isEqualTo(read(named("Đặng An")));
        assertThat(form("name=Đ%E1%BA%B7ng")).isEqualTo(read(named("Đặng")));
    }

    @ParameterizedTest
    @CsvSource({"true, true", "on, true", "1, true", "false, false", "0, false"})
    void aFlagOfFormDataIsWrittenInOneOfFiveWays(String written, boolean consent) {
        assertThat(form("consent=" + written))
                .isEqualTo(
                        read(
                                new SignatureForm(
                                        null, null, null, null, consent, false, false, null)));
    }

    @Test
    void fieldsNotKnownAreIgnored() {
        assertThat(
                        json(
                                """
                                {"x":1e99999,"y":"z","v":-0.5,"w":null,"t":[1,{"u":[true]}],
                                 "NAME":"other","name":"An"}
                                """))
                .isEqualTo(read(named("An")));
        assertThat(form("x=1&Name=other&name=An&y")).isEqualTo(read(named("An")));
    }

    @Test
    void depthIsBoundedAndCostsNoStack() {
        String atTheLimit = nested(JsonForm.DEPTH_MAX - 1);
        assertThat(json(atTheLimit)).isEqualTo(read(EMPTY));
        assertThat(json(nested(JsonForm.DEPTH_MAX))).isInstanceOf(FormRead.Malformed.class);
        assertThat(json("{\"x\":" + "[".repeat(4_000))).isInstanceOf(FormRead.Malformed.class);
        assertThat(json("{\"x\":".repeat(800))).isInstanceOf(FormRead.Malformed.class);
    }

    private static String nested(int arrays) {
        return "{\"x\":%s%s}".formatted("[".repeat(arrays), "]".repeat(arrays));
    }

    @Test
    void theNumberOfFieldsOfFormDataIsBounded() {
        StringBuilder body = new StringBuilder("a0=");
        for (int i = 1; i < UrlEncodedForm.FIELDS_MAX; i++) {
            body.append("&a").append(i).append('=');
        }
        assertThat(form(body.toString())).isEqualTo(read(EMPTY));
        assertThat(form(body + "&b=")).isInstanceOf(FormRead.Malformed.class);
    }

    @Test
    void theLengthOfTheBodyIsBounded() {
        int room = FormReader.BODY_BYTES_MAX - "{\"x\":\"\"}".length();
        assertThat(json("{\"x\":\"%s\"}".formatted("a".repeat(room - 1)))).isEqualTo(read(EMPTY));
        assertThat(json("{\"x\":\"%s\"}".formatted("a".repeat(room)))).isEqualTo(read(EMPTY));
        assertThat(json("{\"x\":\"%s\"}".formatted("a".repeat(room + 1))))
                .isInstanceOf(FormRead.Malformed.class);
        assertThat(form("x=" + "a".repeat(FormReader.BODY_BYTES_MAX - 2))).isEqualTo(read(EMPTY));
        assertThat(form("x=" + "a".repeat(FormReader.BODY_BYTES_MAX - 1)))
                .isInstanceOf(FormRead.Malformed.class);
    }

    @Test
    void whatIsSaidOfAMalformedBodyQuotesNothingOfIt() {
        for (String body :
                new String[] {
                    "{\"secretname\":\"secretvalue\"",
                    "{\"secretname\":\"secretvalue\",\"secretname\":1}",
                    "{\"name\":\"secretvalue\\u0000\"}",
                    "{\"consent\":\"secretvalue\"}",
                    "secretvalue",
                }) {
            assertThat(json(body).toString()).doesNotContain("secret");
            assertThat(form("consent=" + body).toString()).doesNotContain("secret");
        }
    }

    @Test
    void theTextOfAFormShowsNothingOfIt() {
        assertThat(json("{\"name\":\"secret\"}").toString()).doesNotContain("secret");
    }
}
