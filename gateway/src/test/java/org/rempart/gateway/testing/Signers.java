package org.rempart.gateway.testing;

import io.vertx.core.json.JsonObject;

import org.rempart.gateway.testing.Client.Answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Many people who sign one after the other, as fast as they are answered, each of them once.
public final class Signers {
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final Client client;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, Answer> acknowledged = new ConcurrentHashMap<>();
    private final Queue<Answer> refusals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, JsonObject> sent = new ConcurrentHashMap<>();
    private volatile boolean over;

    /// Nobody signs yet.
    public Signers(Client client) {
        this.client = client;
    }

    /// Solves the work of so many people, for a time when challenges are not to be had.
    public List<JsonObject> prepared(int people) {
        List<JsonObject> prepared = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            prepared.add(next().put("altcha", client.solved("demo")));
        }
        return prepared;
    }

    private static JsonObject next() {
        return Client.person(PEOPLE.incrementAndGet());
    }

    /// Posts what was prepared, so many at a time.
    public void post(List<JsonObject> prepared, int atOnce) {
        Queue<JsonObject> left = new ConcurrentLinkedQueue<>(prepared);
        for (int i = 0; i < atOnce; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                for (JsonObject one = left.poll();
                                        one != null && !over;
                                        one = left.poll()) {
                                    post(one);
                                }
                            }));
        }
    }

    /// So many at a time come and sign, until [#end()] or an answer that ends it for one of them.
    public void come(int atOnce, Predicate<Answer> until) {
        for (int i = 0; i < atOnce; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                boolean on = true;
                                while (on && !over) {
                                    on = sign().filter(until).isEmpty();
                                }
                            }));
        }
    }

    private Optional<Answer> sign() {
        Answer challenge = client.get("/petitions/demo/challenge");
        if (challenge.status() != 200) {
            refusals.add(challenge);
            return Optional.of(challenge);
        }
        return post(next().put("altcha", Client.solve(challenge.json())));
    }

    private Optional<Answer> post(JsonObject fields) {
        sent.put(fields.getString("email"), fields);
        try {
            Answer answer = client.sign("demo", fields);
            if (answer.status() / 100 == 2) {
                acknowledged.put(fields.getString("email"), answer);
            } else {
                refusals.add(answer);
            }
            return Optional.of(answer);
        } catch (RuntimeException _) {
            unanswered.incrementAndGet();
            return Optional.empty();
        }
    }

    /// Waits until those who post what was prepared have no more, or the others have ended.
    public void await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /// Nobody else comes.
    public void end() throws InterruptedException {
        over = true;
        await();
    }

    /// E-mail address → its 201 or 202.
    public Map<String, Answer> acknowledged() {
        return acknowledged;
    }

    /// Every other answer.
    public Queue<Answer> refusals() {
        return refusals;
    }

    /// Requests that got no answer.
    public int unanswered() {
        return unanswered.get();
    }

    /// What the person of that address sent.
    public JsonObject sent(String email) {
        return sent.getOrDefault(email, new JsonObject());
    }
}
