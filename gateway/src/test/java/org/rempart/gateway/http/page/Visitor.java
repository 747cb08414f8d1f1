package org.rempart.gateway.http.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Somebody with a browser window of their own, and what went wrong in it.
final class Visitor implements AutoCloseable {
    private static final double ANSWER_MS_MAX = 30_000;

    private final BrowserContext context;
    private final Page page;
    private final List<String> violations = new ArrayList<>();
    private final List<String> strangeRequests = new ArrayList<>();
    private final List<String> scriptErrors = new ArrayList<>();

    Visitor(BrowserContext context, String baseUrl) {
        this.context = context;
        this.page = context.newPage();
        page.setDefaultTimeout(ANSWER_MS_MAX);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                violations.add(message.text());
            }
        });
        page.onPageError(scriptErrors::add);
        context.onRequest(request -> {
            if (!request.url().startsWith(baseUrl)) {
                strangeRequests.add(request.url());
            }
        });
    }

    Page page() {
        return page;
    }

    /// Breaches of the Content-Security-Policy so far.
    List<String> violations() {
        return violations;
    }

    /// Requests to other hosts so far.
    List<String> strangeRequests() {
        return strangeRequests;
    }

    /// Errors that no script caught so far.
    List<String> scriptErrors() {
        return scriptErrors;
    }

    void open(String path) {
        page.navigate(path);
    }

    /// Fills in everything that is needed, with an address nobody has used.
    void fillIn(String name) {
        fillIn(name, "visitor-" + UUID.randomUUID() + "@example.org");
    }

    void fillIn(String name, String email) {
        page.locator("#name").fill(name);
        page.locator("#email").fill(email);
        page.locator("#country").selectOption("FR");
        page.locator("#consent").check();
    }

    void send() {
        page.locator("#send").click();
    }

    void expectThanks() {
        PlaywrightAssertions.assertThat(page.locator("#thanks"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(ANSWER_MS_MAX));
        PlaywrightAssertions.assertThat(page.locator("#receipt")).not().isEmpty();
    }

    /// The count as it is shown, whatever separates its digits.
    long count() {
        Locator number = page.locator("#count");
        return Long.parseLong(number.textContent().replaceAll("\\D", ""));
    }

    /// Waits until at least `count` is shown.
    void expectCount(long count) {
        page.waitForCondition(
                () -> count() >= count,
                new Page.WaitForConditionOptions().setTimeout(ANSWER_MS_MAX));
    }

    @Override
    public void close() {
        context.close();
    }
}
