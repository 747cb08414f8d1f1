package org.rempart.gateway.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Our solver and the stock one, each as a worker in the same Chromium, asked as the widget asks
/// them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SolverIT {
    private static final String SOLVER = "solver.js";
    private static final String STOCK_SOLVER = "sha.js";
    private static final String GATEWAY_SALT = "c0ffee00c0ffee00c0ffee00?expires=1893456000&";
    private static final int STOCK_NUMBER = 60_000;
    private static final int NUMBER = 3_000_000;
    private static final int RATIO_MIN = 20;

    private Chromium chromium;
    private StubGateway gateway;
    private Visitor visitor;

    @BeforeAll
    void open() {
        gateway = new StubGateway();
        chromium = Chromium.start();
        visitor = chromium.visitor(gateway.url(), "en-GB");
        visitor.open("/");
        visitor.page()
                .evaluate(
                        """
                        () => {
                          globalThis.solve = (url, salt, digest, first, step, timeout) =>
                            new Promise((resolve, reject) => {
                              const worker = new Worker(url);
                              worker.onerror = reject;
                              worker.onmessage = ({ data }) => {
                                worker.terminate();
                                resolve(data);
                              };
                              worker.postMessage({
                                type: 'work',
                                challenge: {
                                  parameters: {
                                    algorithm: 'SHA-256', cost: 1, keyLength: 32, salt: '',
                                    nonce: salt, keyPrefix: digest,
                                  },
                                },
                                counterMode: 'string', counterStart: first, counterStep: step, timeout,
                              });
                            });
                        }\
                        """);
    }

    @AfterAll
    void close() {
        if (chromium != null) {
            chromium.close();
        }
        gateway.close();
    }

    @Test
    void theNumberIsFoundForEveryLengthOfSaltAndOfNumber() throws Exception {
        List<Integer> numbers = List.of(0, 10, 1_200, 65_537);
        List<Object> asked = new ArrayList<>();
        for (int length = 0; length <= 130; length++) {
            String salt = "aé".repeat(length).substring(0, length);
            for (int number : numbers) {
                asked.add(List.of(hex(salt), digest(salt, number), number % 3, 3));
            }
        }

        Object found =
                visitor.page()
                        .evaluate(
                                """
                                async ([url, asked]) => {
                                  const found = [];
                                  for (const [salt, digest, first, step] of asked) {
                                    found.push((await solve(url, salt, digest, first, step, 9000)).counter);
                                  }
                                  return found;
                                }\
                                """,
                                List.of(path(SOLVER), asked));

        List<Integer> expected = new ArrayList<>();
        for (int length = 0; length <= 130; length++) {
            expected.addAll(numbers);
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void theCheckedExampleOfTheFormatIsSolved() {
        String digest = "6c04c2e7b66fbaa20250da3445f9a221837ba9cce9498e53312aa6bb31ee1d51";
        String salt = "c0ffee00c0ffee00c0ffee00?expires=1893456000&form=petition-42&";

        assertThat(solve(SOLVER, salt, digest, 90_000).get("counter")).isEqualTo(123_456);
    }

    @Test
    void aNumberThatIsNotAmongItsOwnIsNotFound() throws Exception {
        Object answer =
                visitor.page()
                        .evaluate(
                                "([url, salt, digest]) => solve(url, salt, digest, 0, 2, 300)",
                                List.of(path(SOLVER), hex(GATEWAY_SALT), digest(GATEWAY_SALT, 7)));

        assertThat(answer).isNull();
    }

    @Test
    void aFormatItDoesNotKnowIsAnError() {
        assertThat(solve(SOLVER, GATEWAY_SALT, "00", 1_000).get("error")).asString().isNotEmpty();
    }

    @Test
    void anAbortIsHeard() throws Exception {
        Object answer =
                visitor.page()
                        .evaluate(
                                """
                                ([url, salt, digest]) => new Promise((resolve) => {
                                  const worker = new Worker(url);
                                  worker.onmessage = ({ data }) => resolve(data);
                                  worker.postMessage({
                                    type: 'work',
                                    challenge: { parameters: { cost: 1, salt: '', nonce: salt, keyPrefix: digest } },
                                    counterMode: 'string', counterStart: 0, counterStep: 1, timeout: 0,
                                  });
                                  setTimeout(() => worker.postMessage({ type: 'abort' }), 100);
                                })\
                                """,
                                List.of(path(SOLVER), hex(GATEWAY_SALT), digest("other", 1)));

        assertThat(answer).isNull();
    }

    /// A ratio of two times of one run, so that it holds on any machine.
    @Test
    void oursIsAtLeastTwentyTimesFasterThanTheStockOne() throws Exception {
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            double stock = triesPerSecond(STOCK_SOLVER, STOCK_NUMBER);
            double ours = triesPerSecond(SOLVER, NUMBER);
            ratios.add(ours / stock);
            System.out.printf(
                    "Solver, one worker: ours %,.0f tries/s, stock %,.0f tries/s, ratio %.0f%n",
                    ours, stock, ours / stock);
        }

        assertThat(ratios.stream().sorted().toList().get(1)).isGreaterThan(RATIO_MIN);
    }

    private double triesPerSecond(String worker, int number) throws Exception {
        Map<?, ?> answer = solve(worker, GATEWAY_SALT, digest(GATEWAY_SALT, number), 90_000);
        assertThat(answer.get("counter")).isEqualTo(number);
        return number / (Double.parseDouble(String.valueOf(answer.get("time"))) / 1000);
    }

    private Map<?, ?> solve(String worker, String salt, String digest, int timeoutMs) {
        Page page = visitor.page();
        return (Map<?, ?>)
                page.evaluate(
                        "([url, salt, digest, timeout]) => solve(url, salt, digest, 0, 1, timeout)",
                        List.of(path(worker), hex(salt), digest, timeoutMs));
    }

    private static String path(String name) {
        return Assets.load().path(name);
    }

    private static String hex(String salt) {
        return HexFormat.of().formatHex(salt.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String salt, int number) throws Exception {
        byte[] text = (salt + number).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    }
}
