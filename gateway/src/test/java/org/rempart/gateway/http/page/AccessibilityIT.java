package org.rempart.gateway.http.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Looks at every state of the pages with axe-core: WCAG 2.2 A and AA, and its best practices.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessibilityIT {
    private Chromium chromium;
    private StubGateway gateway;
    private String axe;

    @BeforeAll
    void start() throws IOException {
        chromium = Chromium.start();
        gateway = new StubGateway();
        try (InputStream stream =
                Objects.requireNonNull(AccessibilityIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (gateway != null) {
            gateway.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-GB, LIGHT", "en-GB, DARK", "fr-FR, LIGHT", "fr-FR, DARK"})
    void noStateOfThePagesKeepsAnybodyOut(String locale, ColorScheme scheme) {
        try (Visitor visitor =
                chromium.visitor(
                        gateway.url(),
                        new Browser.NewContextOptions()
                                .setLocale(locale)
                                .setColorScheme(scheme)
                                .setReducedMotion(ReducedMotion.REDUCE))) {
            visitor.open("/");
            expectNoBarrier(visitor, "index");
            visitor.open("/nothing-here");
            expectNoBarrier(visitor, "not found");

            visitor.open(StubGateway.PATH);
            assertThat(visitor.page().locator("altcha-widget label")).isVisible();
            expectNoBarrier(visitor, "form");

            visitor.send();
            assertThat(visitor.page().locator("#errors")).isVisible();
            expectNoBarrier(visitor, "errors");

            gateway.refuseSignatures(Refusal.waiting(503, "overloaded", 3));
            visitor.fillIn("Ada");
            visitor.send();
            assertThat(visitor.page().locator("#countdown")).isVisible();
            expectNoBarrier(visitor, "waiting");

            visitor.expectThanks();
            expectNoBarrier(visitor, "thanks");

            visitor.page().locator("#again").click();
            gateway.refuseSignatures(Refusal.of(409, "petition_not_open"));
            visitor.fillIn("Ada");
            visitor.send();
            assertThat(visitor.page().locator("#alert")).not().isEmpty();
            expectNoBarrier(visitor, "refused");

            gateway.refuseSignatures(Refusal.of(403, "challenge_spent"));
            gateway.refuseChallenges(Refusal.of(404, "petition_unknown"));
            visitor.send();
            assertThat(visitor.page().locator(".altcha-error")).isVisible();
            expectNoBarrier(visitor, "no challenge");
        }
    }

    private void expectNoBarrier(Visitor visitor, String state) {
        visitor.page().evaluate(axe);
        Object barriers =
                visitor.page()
                        .evaluate(
                                """
                                async () => (await axe.run()).violations.map(
                                  ({ id, impact, nodes }) =>
                                    `${impact} ${id}: ${nodes.map((node) =>
                                      node.target + ' ' + node.failureSummary).join(' | ')}`)\
                                """);
        assertThat(barriers).as(state).isEqualTo(List.of());
    }
}
