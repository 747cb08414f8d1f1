package org.rempart.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.rempart.gateway.testing.Client;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// One solved challenge, posted by a hundred threads to two gateways at the same moment.
class SingleUseIT {
    private static final int THREADS = 100;

    private static List<Answer> atOnce(
            RunningGateway one, RunningGateway other, IntFunction<JsonObject> fields)
            throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                Client client = (i % 2 == 0 ? one : other).client();
                JsonObject body = fields.apply(i);
                answers.add(
                        threads.submit(() -> {
                            start.await();
                            return client.sign("demo", body);
                        }));
            }
            start.countDown();
            List<Answer> all = new ArrayList<>();
            for (Future<Answer> answer : answers) {
                all.add(answer.get());
            }
            return all;
        }
    }

    @Test
    void theSameContentIsOneRowAndOneAnswer() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (RunningGateway one = RunningGateway.on(database);
                RunningGateway other = RunningGateway.on(database)) {
            String altcha = one.client().solved("demo");
            List<Answer> answers = atOnce(one, other, _ -> Client.person(1).put("altcha", altcha));
            assertThat(answers).allMatch(answer -> answer.status() == 201);
            assertThat(
                            answers.stream()
                                    .map(answer -> answer.json().getString("receipt"))
                                    .distinct())
                    .hasSize(1);
            assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(1);
        }
    }

    @Test
    void withOtherContentThereIsNoSecondSuccess() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (RunningGateway one = RunningGateway.on(database);
                RunningGateway other = RunningGateway.on(database)) {
            String altcha = one.client().solved("demo");
            List<Answer> answers = atOnce(one, other, i -> Client.person(i).put("altcha", altcha));
            assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.status() != 201))
                    .allMatch(answer -> answer.code().equals("challenge_spent"));
            assertThat(database.number("SELECT count(*) FROM signature")).isEqualTo(1);
            assertThat(database.number("SELECT sum(counted) FROM tally")).isEqualTo(1);
        }
    }
}
