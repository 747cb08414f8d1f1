package org.rempart.loadtests.flood;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.doIfOrElse;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.nothingFor;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.http.response.Response;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;

import org.rempart.loadtests.machine.Tether;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/// The attackers, for Gatling. Each user is one connection from one of the sources, taken in turn,
/// and sends its requests one after another as fast as they are answered.
///
/// Gatling makes it by its constructor without arguments; its plan comes in a file that the system
/// property [FloodProcess#PLAN] names.
public final class FloodSimulation extends Simulation {
    /// Attackers give up on a request before people do.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private static final String SHOT = "shot";

    private final FloodPlan plan;
    private final FloodTally tally;
    private final Ammunition ammunition;
    private final Path result;

    public FloodSimulation() throws IOException {
        Tether.hold(System.in);
        this.plan = FloodPlan.read(Path.of(System.getProperty(FloodProcess.PLAN)));
        this.result = Path.of(System.getProperty(FloodProcess.RESULT));
        this.tally = new FloodTally(plan.schedule());
        this.ammunition = new Ammunition(plan, Clock.systemUTC(), new Random(plan.seed()));
        setUp(attackers().injectOpen(injection()).protocols(protocol()))
                .maxDuration(Duration.ofSeconds(plan.rampS() + plan.holdS()).plus(ANSWER_MAX));
    }

    @Override
    public void after() {
        try {
            FloodTally.write(tally.figures(plan.sources().size()), result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpProtocolBuilder protocol() {
        return http.baseUrl(plan.publicSide() + "/petitions/" + plan.slug())
                .localAddresses(plan.sources())
                .disableWarmUp()
                .disableFollowRedirect()
                .disableCaching()
                .disableAutoReferer()
                .transformResponse(this::count);
    }

    private ScenarioBuilder attackers() {
        ChainBuilder fetch =
                exec(http("#{attack}").get("#{path}").requestTimeout(ANSWER_MAX).check(answered()));
        ChainBuilder post =
                exec(
                        http("#{attack}")
                                .post("/signatures")
                                .requestTimeout(ANSWER_MAX)
                                .header("Content-Type", "application/json")
                                .body(StringBody(session -> shot(session).form()))
                                .check(answered()));
        return scenario("attackers")
                .exec(session -> {
                    tally.started();
                    return session;
                })
                .exec(
                        repeat(FloodSchedule.REQUESTS_A_USER)
                                .on(
                                        exec(this::load),
                                        doIfOrElse(session -> shot(session).form().isEmpty())
                                                .then(fetch)
                                                .orElse(post)));
    }

    /// What an attack is answered with is for the verdict to judge; to Gatling any answer is one.
    private static io.gatling.javaapi.core.CheckBuilder answered() {
        return status().lt(600);
    }

    private Session load(Session session) {
        Ammunition.Shot shot = ammunition.next();
        tally.sent(shot.attack());
        return session.markAsSucceeded()
                .set(SHOT, shot)
                .set("attack", shot.attack().label())
                .set("path", shot.attack() == Attack.CHALLENGE ? "/challenge" : "");
    }

    private Response count(Response response, Session session) {
        Ammunition.Shot shot = shot(session);
        int status = response.status().code();
        String body = response.body().string();
        tally.answered(shot.attack(), status, body);
        boolean accepted = status >= 200 && status < 300;
        if (accepted && !shot.receipt().isEmpty() && !body.contains(shot.receipt())) {
            tally.otherReceipt();
        }
        return response;
    }

    private static Ammunition.Shot shot(Session session) {
        Ammunition.Shot shot = session.get(SHOT);
        if (shot == null) {
            throw new IllegalStateException("nothing is sent before it is chosen");
        }
        return shot;
    }

    private OpenInjectionStep[] injection() {
        return plan.schedule().usersEachSecond().stream()
                .map(users ->
                        users == 0
                                ? nothingFor(Duration.ofSeconds(1))
                                : constantUsersPerSec(users).during(Duration.ofSeconds(1)))
                .toArray(OpenInjectionStep[]::new);
    }
}
