package org.rempart.gateway.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rempart.gateway.petition.PetitionState;

import java.nio.charset.StandardCharsets;
import java.text.Collator;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

final class PagesTest {
    private static final LanguageChoice ENGLISH = new LanguageChoice(Language.EN, false);
    private static final LanguageChoice FRENCH = new LanguageChoice(Language.FR, false);
    private static final Pattern OPTION = Pattern.compile("<option value=\"[A-Z]{2}\">([^<]*)<");

    private final Pages pages = new Pages(Assets.load());

    @Test
    void whatAPetitionSaysIsTextNotMarkup() {
        String hostile = "\"><script>alert('1')</script>&<img src=x onerror=alert(1)>";
        PetitionView petition =
                new PetitionView("demo", hostile, hostile, PetitionState.OPEN, 0, null, null, null);

        assertThat(petition(petition, ENGLISH) + index(List.of(petition), ENGLISH))
                .doesNotContain("<script>", "<img", "Petition: \">")
                .contains("<h1>\"&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;&lt;img src=x")
                .contains("content=\"Petition: &#34;>&lt;script>alert(&#39;1&#39;)");
    }

    @ParameterizedTest
    @EnumSource
    void aPageHasNoInlineScriptAndNoInlineStyle(Language language) {
        LanguageChoice choice = new LanguageChoice(language, false);

        assertThat(petition(open(12), choice) + index(List.of(open(12)), choice))
                .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
                .doesNotContain("<style", " style=", " onclick=", "javascript:");
    }

    @Test
    void thePageNamesItsLanguageAndTheOther() {
        assertThat(petition(open(1), FRENCH))
                .contains("<html lang=\"fr\">", "Signer cette pétition")
                .contains("href=\"?lang=en\" hreflang=\"en\" lang=\"en\"")
                .contains("lang=\"fr\" aria-current=\"true\"");
    }

    @Test
    void linksKeepALanguageThatWasAskedFor() {
        assertThat(index(List.of(open(1)), ENGLISH)).contains("<a href=\"/petitions/demo\">");
        assertThat(index(List.of(open(1)), new LanguageChoice(Language.FR, true)))
                .contains("<a href=\"/petitions/demo?lang=fr\">");
    }

    @Test
    void theFormPostsWithoutAScript() {
        assertThat(petition(open(1), ENGLISH))
                .contains("method=\"post\" action=\"/petitions/demo/signatures\"")
                .containsSubsequence(
                        "name=\"name\"",
                        "name=\"email\"",
                        "name=\"country\"",
                        "name=\"postcode\"",
                        "name=\"consent\"",
                        "name=\"public\"",
                        "name=\"updates\"",
                        "name=\"altcha\"")
                .contains("<noscript>")
                .doesNotContain(" selected", " checked");
    }

    @ParameterizedTest
    @EnumSource(
            value = PetitionState.class,
            names = {"WAITING", "CLOSED"})
    void onlyAnOpenPetitionHasAForm(PetitionState state) {
        PetitionView petition =
                new PetitionView(
                        "demo",
                        "Act",
                        "Why",
                        state,
                        3,
                        10L,
                        Instant.parse("2026-12-01T08:00:00Z"),
                        Instant.parse("2026-12-31T08:00:00Z"));

        assertThat(petition(petition, ENGLISH))
                .doesNotContain("<form", "<script")
                .contains(
                        state == PetitionState.WAITING
                                ? "This petition opens on December 1, 2026."
                                : "This petition closed on December 31, 2026.");
    }

    @Test
    void theCountFollowsTheLanguage() {
        assertThat(petition(open(1), ENGLISH)).contains(">1</strong>", ">signature</span>");
        assertThat(petition(open(1_234), ENGLISH))
                .contains(">1,234</strong>", ">signatures</span>");
        assertThat(petition(open(1_234), FRENCH)).contains(">1\u202f234</strong>");
    }

    @Test
    void progressNeverLeavesItsScale() {
        assertThat(petition(open(12_000), ENGLISH))
                .contains("max=\"10000\" value=\"10000\"")
                .contains("Goal: 10,000 signatures");
    }

    @Test
    void everyCountryIsListedInTheOrderOfTheLanguage() {
        List<String> french =
                OPTION.matcher(petition(open(1), FRENCH)).results().map(m -> m.group(1)).toList();

        assertThat(french)
                .hasSizeGreaterThan(240)
                .contains("Allemagne", "Émirats arabes unis", "Côte d’Ivoire")
                .isSortedAccordingTo(Collator.getInstance(Language.FR.locale())::compare);
    }

    @Test
    void withoutPetitionsTheIndexSaysSo() {
        assertThat(index(List.of(), ENGLISH)).contains("No petition is open at the moment.");
    }

    @Test
    void aMissingPageIsAPageToo() {
        assertThat(text(pages.notFound(FRENCH)))
                .contains("Cette page n’existe pas", "<a href=\"/\">")
                .doesNotContain("canonical");
    }

    private static PetitionView open(long count) {
        return new PetitionView(
                "demo", "Act", "Why", PetitionState.OPEN, count, 10_000L, null, null);
    }

    private String petition(PetitionView petition, LanguageChoice choice) {
        return text(pages.petition(petition, choice));
    }

    private String index(List<PetitionView> petitions, LanguageChoice choice) {
        return text(pages.index(petitions, choice));
    }

    private static String text(byte[] page) {
        return new String(page, StandardCharsets.UTF_8);
    }
}
