package org.rempart.gateway.testing;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// People who come to sign at a steady rate, and whose page does what the petition's own does: it
/// asks again for what passes (no answer, 408, 429, 5xx) after `Retry-After` or a wait that
/// doubles, posts the same solution, replaces a challenge that was not taken once, and gives up
/// after eight attempts (`wait.js`, `work.js`, `petition.js`).
public final class Crowd implements AutoCloseable {
    private static final int ATTEMPTS_MAX = 8;
    private static final int WAIT_S_MAX = 120;
    private static final double JITTER_SHARE = 0.25;
    private static final Duration REQUEST_MAX = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI challenge;
    private final URI signatures;
    private final Duration between;
    private final List<Thread> people = new ArrayList<>();
    private final Map<String, Integer> signed = new ConcurrentHashMap<>();
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> again = new ConcurrentHashMap<>();
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final Thread arrivals;
    private volatile boolean over;

    /// Lets them come to the petition `demo` at that address from now on.
    public Crowd(String publicUrl, int perSecond) {
        challenge = URI.create(publicUrl + "/petitions/demo/challenge");
        signatures = URI.create(publicUrl + "/petitions/demo/signatures");
        between = Duration.ofSeconds(1).dividedBy(perSecond);
        arrivals = Thread.ofPlatform().name("crowd").start(this::come);
    }

    private void come() {
        long next = System.nanoTime();
        for (int number = 0; !over; number++) {
            int person = number;
            people.add(Thread.ofVirtual().start(() -> sign(person)));
            next += between.toNanos();
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void sign(int number) {
        JsonObject fields = Client.person(number);
        try {
            failed.addAll(send(fields).map(why -> number + ": " + why).stream().toList());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed.add(number + ": " + e);
        }
    }

    /// Why there is no signature; none when there is one.
    private Optional<String> send(JsonObject fields) throws InterruptedException {
        String solution = null;
        boolean renewed = false;
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            if (solution == null) {
                HttpResponse<String> given = ask(HttpRequest.newBuilder(challenge).GET());
                if (given == null || passes(given)) {
                    await(given, attempt);
                    continue;
                }
                if (given.statusCode() != 200) {
                    return Optional.of("challenge: " + given.statusCode());
                }
                solution = Client.solve(new JsonObject(given.body()));
            }
            long start = System.nanoTime();
            HttpResponse<String> answer = ask(post(fields.copy().put("altcha", solution)));
            if (answer == null || passes(answer)) {
                await(answer, attempt);
                continue;
            }
            JsonObject body = new JsonObject(answer.body());
            if (answer.statusCode() / 100 == 2) {
                nanos.add(System.nanoTime() - start);
                signed.put(fields.getString("email"), answer.statusCode());
                return Optional.empty();
            }
            if (renewed || !body.getString("code").startsWith("challenge_")) {
                return Optional.of(body.getString("code"));
            }
            renewed = true;
            solution = null;
        }
        return Optional.of("gave up");
    }

    private HttpRequest.Builder post(JsonObject body) {
        return HttpRequest.newBuilder(signatures)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()));
    }

    private @Nullable HttpResponse<String> ask(HttpRequest.Builder request)
            throws InterruptedException {
        try {
            return http.send(request.timeout(REQUEST_MAX).build(), BodyHandlers.ofString());
        } catch (IOException _) {
            return null;
        }
    }

    private static boolean passes(HttpResponse<String> answer) {
        return answer.statusCode() == 408
                || answer.statusCode() == 429
                || answer.statusCode() >= 500;
    }

    private void await(@Nullable HttpResponse<String> answer, int attempt)
            throws InterruptedException {
        String cause =
                answer == null
                        ? "no answer"
                        : answer.statusCode()
                                + " "
                                + new JsonObject(answer.body()).getString("code");
        again.computeIfAbsent(cause, _ -> new AtomicInteger()).incrementAndGet();
        double seconds =
                answer == null
                        ? 1 << attempt
                        : answer.headers().firstValueAsLong("Retry-After").orElse(1L << attempt);
        double bounded = Math.clamp(seconds, 1, WAIT_S_MAX);
        double jitter = ThreadLocalRandom.current().nextDouble() * JITTER_SHARE * bounded;
        Thread.sleep((long) (1_000 * (bounded + jitter)));
    }

    /// How many have their answer.
    public int signed() {
        return signed.size();
    }

    /// Nobody else comes; waits until everybody has an answer or has given up.
    public void end() throws InterruptedException {
        over = true;
        arrivals.join();
        for (Thread person : people) {
            if (!person.join(PATIENCE)) {
                throw new AssertionError("somebody waits for ever");
            }
        }
    }

    /// E-mail address → 201 or 202.
    public Map<String, Integer> answers() {
        return signed;
    }

    /// Those who have no signature, and why.
    public Queue<String> failed() {
        return failed;
    }

    /// Requests that went out again, by what had come of them before.
    public Map<String, AtomicInteger> again() {
        return again;
    }

    /// The answer time, in milliseconds, that this share of the answers was within.
    public long withinMs(double share) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())))
                / 1_000_000;
    }

    @Override
    public void close() {
        over = true;
        people.forEach(Thread::interrupt);
        http.shutdownNow();
        http.close();
    }
}
