package org.rempart.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rempart.gateway.testing.Client.Answer;
import org.rempart.gateway.testing.Eventually;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What a rehearsal has made goes, with all that was signed, and nothing else does: on two
/// gateways.
class RehearsalRemovalIT {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static RunningGateway one;
    private static RunningGateway other;

    @BeforeAll
    static void start() {
        Map<String, String> rehearsed = Map.of("REMPART_REHEARSAL_TOKEN", "token-of-the-rehearsal");
        one = RunningGateway.on(DATABASE, rehearsed);
        other = RunningGateway.on(DATABASE, rehearsed);
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static Answer remove(RunningGateway gateway, String slug) {
        return gateway.client().operator("DELETE", "/operator/petitions/" + slug, "");
    }

    private static long rows(String table, long petition) {
        return DATABASE.number(
                "SELECT count(*) FROM %s WHERE petition_id = %d".formatted(table, petition));
    }

    private static long id(String slug) {
        return DATABASE.number("SELECT id FROM petition WHERE slug = '%s'".formatted(slug));
    }

    private static void signed(long petition, int signatures) {
        DATABASE.run(
                """
                INSERT INTO signature (receipt, petition_id, state, held_for, name, email, country,
                                       is_public, wants_updates, address_hash, seat)
                SELECT 'r' || %1$d || '-' || i, %1$d,
                       CASE WHEN i %% 3 = 0 THEN 'held' ELSE 'counted' END,
                       CASE WHEN i %% 3 = 0 THEN 'source_over_budget' END, 'N', 'e', 'FR', true,
                       false, sha256(i::text::bytea), 1
                  FROM generate_series(1, %2$d) AS i
                """
                        .formatted(petition, signatures));
    }

    @Test
    void itGoesWithItsSignaturesItsCountAndItsStreams() throws Exception {
        one.client().createPetition("rehearsal-00c0ffee");
        one.client().createPetition("of-people");
        long petition = id("rehearsal-00c0ffee");
        long ofPeople = id("of-people");
        Eventually.holds(
                () -> other.client().get("/petitions/rehearsal-00c0ffee.json").status() == 200);
        assertThat(one.client().signAs("rehearsal-00c0ffee", 1).status()).isIn(201, 202);
        assertThat(one.client().signAs("of-people", 1).status()).isIn(201, 202);
        Eventually.holds(
                () -> rows("signature", petition) == 1 && rows("signature", ofPeople) == 1);
        signed(petition, 1_700);
        signed(ofPeople, 10);
        CompletableFuture<Boolean> streamEnds = streamEnds("rehearsal-00c0ffee");

        Answer answer = remove(one, "rehearsal-00c0ffee");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getLong("removed")).isEqualTo(1_701);
        assertThat(answer.json().getLong("remaining")).isZero();
        assertThat(rows("signature", petition)).isZero();
        assertThat(rows("tally", petition)).isZero();
        assertThat(one.client().get("/petitions/rehearsal-00c0ffee/count.json").status())
                .isEqualTo(404);
        Eventually.holds(() ->
                other.client().get("/petitions/rehearsal-00c0ffee.json").status() == 404
                        && streamEnds.isDone());
        assertThat(streamEnds.join()).isTrue();
        assertThat(other.client().signAs("of-people", 2).status()).isIn(201, 202);
        Eventually.holds(() -> rows("signature", ofPeople) == 12);
        Eventually.holds(() ->
                one.client()
                                .get("/petitions/of-people/count.json")
                                .json()
                                .getLong("signature_count")
                        == 9);
    }

    /// At the other gateway, until it is over.
    private static CompletableFuture<Boolean> streamEnds(String slug) throws Exception {
        URI uri = URI.create(other.publicUrl() + "/petitions/" + slug + "/count/events");
        BufferedReader events =
                new BufferedReader(
                        new InputStreamReader(uri.toURL().openStream(), StandardCharsets.UTF_8));
        assertThat(events.readLine()).startsWith("retry:");
        return CompletableFuture.supplyAsync(() -> events.lines().count() >= 0);
    }

    @Test
    void moreThanACallRemovesGoWithAnother() {
        one.client().createPetition("rehearsal-0badcafe");
        long petition = id("rehearsal-0badcafe");
        signed(petition, 50_001);

        Answer first = remove(one, "rehearsal-0badcafe");
        Answer second = remove(one, "rehearsal-0badcafe");

        assertThat(first.json().getLong("removed")).isEqualTo(50_000);
        assertThat(first.json().getLong("remaining")).isEqualTo(1);
        assertThat(second.json().getLong("removed")).isEqualTo(1);
        assertThat(second.json().getLong("remaining")).isZero();
        assertThat(rows("tally", petition)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rehearsal-of-the-choir",
                "rehearsal-0123abc",
                "rehearsal-0123abcde",
                "rehearsal-0123abcg",
                "my-rehearsal-0123abcd",
                "rehearsals"
            })
    void whatPeopleMadeStays(String slug) {
        one.client().createPetition(slug);

        Answer answer = remove(one, slug);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("no_rehearsal");
        assertThat(one.client().get("/petitions/" + slug + ".json").status()).isEqualTo(200);
    }

    @Test
    void whereNobodyRehearsesNothingIsRemoved() {
        TestDatabase database = TestDatabase.create();
        try (RunningGateway gateway = RunningGateway.on(database)) {
            gateway.client().createPetition("rehearsal-0123abcd");

            assertThat(remove(gateway, "rehearsal-0123abcd").code()).isEqualTo("no_rehearsal");
            assertThat(gateway.client().get("/petitions/rehearsal-0123abcd.json").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsNotThereIsNotRemovedAndStrangersRemoveNothing() {
        assertThat(remove(one, "rehearsal-ffffffff").code()).isEqualTo("petition_unknown");
        assertThat(
                        one.client()
                                .operatorAsStranger("/operator/petitions/rehearsal-ffffffff")
                                .status())
                .isEqualTo(401);
    }

    /// Whatever was under way when a petition goes is gone with it, or refused.
    @Test
    void aSignatureThatComesWhileItGoesLeavesNothing() {
        one.client().createPetition("rehearsal-0f0f0f0f");
        long petition = id("rehearsal-0f0f0f0f");
        Eventually.holds(
                () -> other.client().get("/petitions/rehearsal-0f0f0f0f.json").status() == 200);
        CompletableFuture<?> signing =
                CompletableFuture.runAsync(() -> {
                    for (int i = 1; i <= 100; i++) {
                        try {
                            other.client().signAs("rehearsal-0f0f0f0f", i);
                        } catch (RuntimeException e) {
                            return; // there is no challenge any more
                        }
                    }
                });
        Eventually.holds(() -> rows("signature", petition) > 5);

        assertThat(remove(one, "rehearsal-0f0f0f0f").status()).isEqualTo(200);

        signing.join();
        assertThat(rows("signature", petition)).isZero();
        assertThat(rows("tally", petition)).isZero();
    }
}
