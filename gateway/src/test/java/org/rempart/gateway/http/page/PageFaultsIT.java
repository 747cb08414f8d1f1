package org.rempart.gateway.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.regex.Pattern;

/// How the petition's page meets refusals: it says why, waits as told, and goes on by itself.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PageFaultsIT {
    private static final String CHALLENGE = StubGateway.PATH + "/challenge";
    private static final String BUSY = "Very many people are signing right now";
    private static final String NETWORK = "Very many requests come from your network";

    private Chromium chromium;
    private StubGateway gateway;
    private Visitor visitor;

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

    @BeforeEach
    void open() {
        gateway = new StubGateway();
        visitor = chromium.visitor(gateway.url(), "en-GB");
        visitor.open(StubGateway.PATH);
    }

    @AfterEach
    void close() {
        visitor.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "429, source_over_budget, " + NETWORK,
        "503, overloaded, " + BUSY,
        "503, storage_unavailable, " + BUSY,
    })
    void aRefusedChallengeIsAskedForAgain(int status, String code, String sentence) {
        gateway.refuseChallenges(
                Refusal.waiting(status, code, 1), Refusal.waiting(status, code, 1));

        visitor.page().locator("#name").focus();
        assertThat(status()).containsText(sentence);
        assertThat(countdown()).containsText("try 2 of 8");
        assertThat(countdown()).containsText("try 3 of 8");
        assertThat(visitor.page().locator("altcha-widget input[type=checkbox]")).isChecked();
        assertThat(status()).isEmpty();

        sign();
        visitor.expectThanks();
        assertThat(gateway.requests(CHALLENGE)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "429, source_over_budget, " + NETWORK,
        "503, overloaded, " + BUSY,
        "500, '', There is no answer",
    })
    void aRefusedSignatureGoesOutAgainUnchanged(int status, String code, String sentence) {
        gateway.refuseSignatures(Refusal.waiting(status, code, 2));

        Instant before = Instant.now();
        sign();
        assertThat(status()).containsText(sentence);
        assertThat(visitor.page().locator("#name")).isDisabled();
        assertThat(visitor.page().locator("#send")).hasAttribute("aria-disabled", "true");

        visitor.expectThanks();
        assertThat(Duration.between(before, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
        assertThat(gateway.posts()).hasSize(2);
        assertThat(gateway.posts().get(1)).isEqualTo(gateway.posts().get(0));
        assertThat(gateway.signatures()).isEqualTo(1);
    }

    @Test
    void withoutAnAnswerTheSameSignatureGoesOutAgain() {
        List<String> lost = new ArrayList<>();
        visitor.page()
                .route(
                        "**/signatures",
                        route -> {
                            lost.add(route.request().postData());
                            route.abort();
                        },
                        new Page.RouteOptions().setTimes(1));

        sign();
        assertThat(status()).containsText("There is no answer");

        visitor.expectThanks();
        assertThat(gateway.posts()).containsExactly(new JsonObject(lost.getFirst()));
    }

    @ParameterizedTest
    @CsvSource({"challenge_expired", "challenge_spent"})
    void aChallengeThatIsNotTakenAnyMoreIsReplacedOnce(String code) {
        gateway.refuseSignatures(Refusal.of(403, code));

        sign();

        visitor.expectThanks();
        assertThat(altchas()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aChallengeRefusedTwiceInARowEndsTheAttempt() {
        gateway.refuseSignatures(
                Refusal.of(403, "challenge_spent"), Refusal.of(403, "challenge_spent"));

        sign();

        assertThat(alert()).containsText("The check of your browser did not succeed");
        assertThat(gateway.posts()).hasSize(2);
        visitor.send();
        visitor.expectThanks();
    }

    @Test
    void aChallengeThatExpiresDuringTheWaitIsReplaced() {
        gateway.lifetimesS(2);
        gateway.refuseSignatures(Refusal.waiting(503, "overloaded", 3));

        sign();

        visitor.expectThanks();
        assertThat(altchas()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aChallengeThatExpiresWhileSomebodyTypesIsReplacedQuietly() {
        gateway.lifetimesS(2);
        visitor.page().locator("#name").focus();
        Locator checkbox = visitor.page().locator("altcha-widget input[type=checkbox]");
        assertThat(checkbox).isChecked();
        assertThat(checkbox).not().isChecked();
        assertThat(visitor.page().locator(".altcha-error")).hasCount(0);

        sign();

        visitor.expectThanks();
        assertThat(gateway.posts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"PT-1H", "PT1H"})
    void aWrongClockKeepsNobodyOut(Duration wrong) {
        visitor.page().clock().setFixedTime(Date.from(Instant.now().plus(wrong)));

        sign();

        visitor.expectThanks();
    }

    @Test
    void noWaitIsLongerThanTwoMinutesAndTheJitter() {
        gateway.refuseSignatures(Refusal.waiting(429, "source_over_budget", 86_400));

        sign();

        assertThat(status()).containsText(Pattern.compile("again in 1(2\\d|30) s"));
    }

    @Test
    void aWaitCanBeStopped() {
        gateway.refuseSignatures(Refusal.waiting(503, "overloaded", 60));
        sign();

        visitor.page().locator("#stop").click();

        assertThat(alert()).containsText("Stopped.");
        assertThat(status()).isEmpty();
        assertThat(countdown()).isHidden();
        assertThat(visitor.page().locator("#stop")).isHidden();
        assertThat(visitor.page().locator("#name")).isEnabled();
        visitor.send();
        visitor.expectThanks();
        assertThat(alert()).isEmpty();
    }

    @Test
    void aStoppedWaitLeavesTheKeyboardOnTheForm() {
        gateway.refuseSignatures(Refusal.waiting(503, "overloaded", 60));
        sign();

        visitor.page().locator("#stop").press("Enter");

        assertThat(visitor.page().locator("#send")).isFocused();
    }

    @Test
    void aChallengeRefusedForGoodIsSaid() {
        Refusal refusal = Refusal.of(409, "petition_not_open");
        gateway.refuseChallenges(refusal, refusal, refusal, refusal);

        sign();

        assertThat(alert()).containsText("does not take signatures");
        assertThat(gateway.requests(CHALLENGE)).isLessThanOrEqualTo(2);
    }

    @Test
    void aWaitForAChallengeCanBeStopped() {
        gateway.refuseChallenges(Refusal.waiting(503, "overloaded", 60));
        sign();

        visitor.page().locator("#stop").click();

        assertThat(alert()).containsText("Stopped.");
        assertThat(visitor.page().locator("#name")).isEnabled();
        visitor.send();
        visitor.expectThanks();
    }

    @Test
    void thePageDoesNotTryForEver() {
        Refusal refusal = Refusal.waiting(503, "overloaded", 0);
        gateway.refuseSignatures(refusal, refusal, refusal, refusal, refusal);
        gateway.refuseSignatures(refusal, refusal, refusal, refusal, refusal);

        sign();

        assertThat(alert())
                .containsText(
                        "It still does not work",
                        new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        assertThat(gateway.posts()).hasSize(8);
    }

    @Test
    void twoClicksAreOneSignature() {
        gateway.refuseSignatures(Refusal.waiting(503, "overloaded", 1));
        sign();
        visitor.page().locator("#send").dispatchEvent("click");

        visitor.expectThanks();
        assertThat(gateway.posts()).hasSize(2);
    }

    @Test
    void aSignatureInTheJournalIsSafeButNotCountedYet() {
        gateway.takenStatus = 202;

        sign();

        visitor.expectThanks();
        assertThat(visitor.page().locator("#thanks-text")).containsText("Your signature is safe");
    }

    @ParameterizedTest
    @CsvSource({
        "409, petition_not_open, does not take signatures",
        "404, petition_unknown, does not exist",
        "413, too_large, check what you typed",
    })
    void aRefusalThatStaysIsSaid(int status, String code, String sentence) {
        gateway.refuseSignatures(Refusal.of(status, code));

        sign();

        assertThat(alert()).containsText(sentence);
        assertThat(gateway.posts()).hasSize(1);
    }

    @Test
    void anErrorOfAFieldThePageDoesNotKnowIsSaidAsItCame() {
        gateway.refuseSignatures(
                Refusal.invalid(
                        new JsonObject().put("field", "email"),
                        new JsonObject().put("field", "other").put("message", "Not <b>so</b>.")));

        sign();

        assertThat(visitor.page().locator("#errors li"))
                .hasText(new Pattern[] {Pattern.compile("^E-mail"), Pattern.compile("^Not <b>")});
        assertThat(visitor.page().locator("#email")).hasAttribute("aria-invalid", "true");
    }

    @Test
    void withoutTheStreamTheCountIsAskedFor() {
        gateway.streaming = false;
        Page page = visitor.page();
        page.clock().install();
        visitor.open(StubGateway.PATH);
        page.waitForCondition(() -> gateway.requests(StubGateway.PATH + "/count/events") > 1);
        gateway.countSomebody("elsewhere@example.org");
        assertThat(visitor.count()).isZero();

        page.waitForCondition(() -> {
            page.clock().fastForward(15_000);
            return visitor.count() == 1;
        });
        assertThat(page.locator("#count-unit")).hasText("signature");
    }

    @Test
    void theWatchForViolationsSeesOne() {
        visitor.page()
                .evaluate(
                        "document.body.append(document.createElement('style').appendChild("
                                + "document.createTextNode('p{}')).parentNode)");

        visitor.page().waitForCondition(() -> !visitor.violations().isEmpty());
    }

    private void sign() {
        visitor.fillIn("Ada");
        visitor.send();
    }

    private Locator status() {
        return visitor.page().locator("#status");
    }

    private Locator countdown() {
        return visitor.page().locator("#countdown");
    }

    private Locator alert() {
        return visitor.page().locator("#alert");
    }

    private List<String> altchas() {
        return gateway.posts().stream().map(post -> post.getString("altcha")).toList();
    }
}
