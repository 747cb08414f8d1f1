package org.rempart.gateway.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/// What people do on the pages, whichever gateway stands behind them: it has an open petition
/// `demo`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SigningJourneys {
    private static final String PETITION = "/petitions/demo";

    private final List<Visitor> visitors = new ArrayList<>();
    private Chromium chromium;

    /// Where the gateway answers, without a slash at the end.
    abstract String baseUrl();

    @BeforeAll
    void startChromium() {
        chromium = Chromium.start();
    }

    @AfterAll
    void stopChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void nobodyMetAViolationAStrangerOrAnError() {
        try {
            for (Visitor visitor : visitors) {
                assertThat(visitor.violations()).isEmpty();
                assertThat(visitor.strangeRequests()).isEmpty();
                assertThat(visitor.scriptErrors()).isEmpty();
            }
        } finally {
            visitors.forEach(Visitor::close);
            visitors.clear();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, Sign, Thank you", "fr-FR, Signer, Merci"})
    void twoPeopleSignAndSeeTheCountMove(String locale, String button, String thanks) {
        Visitor visitor = visitor(locale);
        visitor.open(PETITION);
        assertThat(visitor.page().locator("#send")).hasText(button);
        long before = visitor.count();

        visitor.fillIn("Zoë Ångström");
        visitor.send();
        visitor.expectThanks();
        assertThat(visitor.page().locator("#thanks h2")).hasText(thanks);
        assertThat(visitor.page().locator("#thanks")).isFocused();
        visitor.expectCount(before + 1);
        String receipt = visitor.page().locator("#receipt").textContent();

        visitor.page().locator("#again").click();
        assertThat(visitor.page().locator("#name")).isFocused();
        assertThat(visitor.page().locator("#name")).isEmpty();
        visitor.fillIn("李小龍");
        visitor.send();
        visitor.expectThanks();
        visitor.expectCount(before + 2);
        assertThat(visitor.page().locator("#receipt")).not().hasText(receipt);
    }

    @Test
    void somebodyElseSeesTheCountMoveToo() {
        Visitor reader = visitor("en-GB");
        Visitor signer = visitor("en-GB");
        reader.open(PETITION);
        signer.open(PETITION);
        long before = reader.count();

        signer.fillIn("Ada");
        signer.send();
        signer.expectThanks();

        reader.expectCount(before + 1);
    }

    @Test
    void theIndexLeadsToThePetition() {
        Visitor visitor = visitor("en-GB");
        visitor.open("/");

        visitor.page().locator("a[href='" + PETITION + "']").click();

        assertThat(visitor.page().locator("#sign")).isVisible();
    }

    @Test
    void theLanguageCanBeChangedAndStays() {
        Visitor visitor = visitor("en-GB");
        visitor.open("/");

        visitor.page().locator("header nav >> text=Français").click();
        visitor.page().locator("main li a").first().click();

        assertThat(visitor.page().locator("html")).hasAttribute("lang", "fr");
        assertThat(visitor.page().locator("#send")).hasText("Signer");
    }

    @Test
    void whatIsMissingIsSaidNextToEachField() {
        Visitor visitor = visitor("en-GB");
        visitor.open(PETITION);
        Page page = visitor.page();
        page.locator("#email").fill("no address");

        visitor.send();

        assertThat(page.locator("#errors")).isFocused();
        assertThat(page.locator("#errors li")).hasCount(4);
        for (String field : List.of("name", "email", "country", "consent")) {
            assertThat(page.locator("#" + field)).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#" + field + "-error")).isVisible();
            assertThat(page.locator("#" + field)).hasAccessibleDescription(Pattern.compile("[:.]"));
        }
        assertThat(page.locator("#postcode")).not().hasAttribute("aria-invalid", "true");

        page.locator("#errors a").first().click();
        assertThat(page.locator("#name")).isFocused();

        visitor.fillIn("Ada");
        visitor.send();
        visitor.expectThanks();
    }

    @Test
    void whatOnlyTheGatewayKnowsIsSaidNextToTheFieldToo() {
        Visitor visitor = visitor("fr-FR");
        visitor.open(PETITION);
        visitor.fillIn("=HYPERLINK()");

        visitor.send();

        assertThat(visitor.page().locator("#errors")).isFocused();
        assertThat(visitor.page().locator("#name-error")).containsText("sans commencer par");
        assertThat(visitor.page().locator("#email-error")).isHidden();
        visitor.page().locator("#name").fill("Ada");
        visitor.send();
        visitor.expectThanks();
    }

    @Test
    void theKeyboardIsEnough() {
        Visitor visitor = visitor("en-GB");
        visitor.open(PETITION);
        Page page = visitor.page();
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");

        page.keyboard().press("Tab");
        assertThat(page.locator("#name")).isFocused();
        page.keyboard().type("Grace");
        page.keyboard().press("Tab");
        page.keyboard().type("grace-" + UUID.randomUUID() + "@example.org");
        page.keyboard().press("Tab");
        page.keyboard().type("Fra");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        page.keyboard().press("Enter");

        visitor.expectThanks();
        assertThat(page.locator("#thanks")).isFocused();
    }

    @ParameterizedTest
    @CsvSource({"en-GB, Signing needs JavaScript", "fr-FR, Pour signer"})
    void withoutJavaScriptThePageSaysWhatIsMissing(String locale, String sentence) {
        Visitor visitor =
                visitor(
                        new Browser.NewContextOptions()
                                .setLocale(locale)
                                .setJavaScriptEnabled(false));
        visitor.open(PETITION);

        assertThat(visitor.page().locator("form .notice")).containsText(sentence);
        assertThat(visitor.page().locator("form .notice")).isVisible();
        assertThat(visitor.page().locator("#count")).isVisible();
    }

    @Test
    void ourWorkerSolves() {
        Visitor visitor = visitor("en-GB");
        List<String> workers = workersOf(visitor);
        visitor.open(PETITION);
        visitor.fillIn("Ada");

        visitor.send();

        visitor.expectThanks();
        assertThat(workers).isNotEmpty().allMatch(url -> url.endsWith("/solver.js"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "broken", "wrong"})
    void theStockWorkerSolvesWhenOursCannot(String how) {
        Visitor visitor = visitor("en-GB");
        List<String> workers = workersOf(visitor);
        visitor.page()
                .context()
                .route(
                        "**/solver.js",
                        route -> {
                            switch (how) {
                                case "missing" -> route.abort();
                                case "broken" -> fulfill(route, "this is no script");
                                default ->
                                        fulfill(
                                                route,
                                                "onmessage = () => postMessage({counter: 1})");
                            }
                        });
        visitor.open(PETITION);
        visitor.fillIn("Ada");

        visitor.send();

        visitor.expectThanks();
        assertThat(workers).anyMatch(url -> url.endsWith("/sha.js"));
    }

    @Test
    void thePageFitsANarrowScreen() {
        Visitor visitor =
                visitor(
                        new Browser.NewContextOptions()
                                .setLocale("fr-FR")
                                .setViewportSize(320, 640)
                                .setColorScheme(ColorScheme.DARK));
        visitor.open(PETITION);
        visitor.send();

        assertThat(visitor.page().locator("#errors")).isVisible();
        assertThat(visitor.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
    }

    private static void fulfill(Route route, String script) {
        route.fulfill(new Route.FulfillOptions().setContentType("text/javascript").setBody(script));
    }

    private static List<String> workersOf(Visitor visitor) {
        List<String> urls = new ArrayList<>();
        visitor.page().onWorker(worker -> urls.add(worker.url()));
        return urls;
    }

    private Visitor visitor(String locale) {
        return visitor(new Browser.NewContextOptions().setLocale(locale));
    }

    private Visitor visitor(Browser.NewContextOptions options) {
        Visitor visitor = chromium.visitor(baseUrl(), options);
        visitors.add(visitor);
        return visitor;
    }
}
