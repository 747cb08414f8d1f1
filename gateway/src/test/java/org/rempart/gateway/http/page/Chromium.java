package org.rempart.gateway.http.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import org.rempart.gateway.testing.Requires;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The Chromium of the machine, without a window. One thread only.
final class Chromium implements AutoCloseable {
    private static final String COMMAND = "chromium";
    private static final Path EXECUTABLE = Path.of("/usr/bin", COMMAND);
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        Requires.command(COMMAND);
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(EXECUTABLE)
                                        .setArgs(ARGUMENTS));
        return new Chromium(playwright, browser);
    }

    /// A new visitor, with nothing left of those before.
    Visitor visitor(String baseUrl, Browser.NewContextOptions options) {
        return new Visitor(browser.newContext(options.setBaseURL(baseUrl)), baseUrl);
    }

    Visitor visitor(String baseUrl, String locale) {
        return visitor(baseUrl, new Browser.NewContextOptions().setLocale(locale));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
