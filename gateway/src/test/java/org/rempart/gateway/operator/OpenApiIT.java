package org.rempart.gateway.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIVersion;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rempart.gateway.http.Problem;
import org.rempart.gateway.operator.OpenApiDocument.Operation;
import org.rempart.gateway.operator.OpenApiExchange.Side;
import org.rempart.gateway.testing.RunningGateway;
import org.rempart.gateway.testing.TestDatabase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The document at `/openapi.yaml` against what gateways really answer: nothing is answered that it
/// does not describe, and it describes nothing that is never answered.
class OpenApiIT {
    private static final int SHOWN_CHARACTERS_MAX = 600;
    private static final int STANDARDS_WAIT_S_MAX = 30;
    private static final int STOP_WAIT_S_MAX = 10;
    private static final List<OpenApiExchange> EXCHANGES =
            Collections.synchronizedList(new ArrayList<>());
    private static Vertx vertx;
    private static RunningGateway gateway;
    private static OpenApiDocument document;
    private static OpenApiSchemas schemas;
    private static OpenApiFaults faults;

    @BeforeAll
    static void ask() {
        vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setFileSystemOptions(
                                        // the schema of OpenAPI itself is on the class path
                                        new FileSystemOptions()
                                                .setClassPathResolvingEnabled(true)));
        gateway =
                RunningGateway.on(
                        TestDatabase.create(),
                        Map.of("REMPART_REHEARSAL_TOKEN", "token-of-the-rehearsal"));
        OpenApiExchanges exchanges = new OpenApiExchanges(vertx, EXCHANGES);
        exchanges.onAnOrdinaryDay(gateway);
        exchanges.whereLittleIsGranted();
        exchanges.whileTheDatabaseIsAway();
        document =
                OpenApiDocument.of(
                        recorder().ask(Side.OPERATOR, "GET", "/openapi.yaml", null).answer());
        schemas = new OpenApiSchemas(document.raw());
        faults = new OpenApiFaults(document, schemas);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(STOP_WAIT_S_MAX, TimeUnit.SECONDS);
    }

    private static OpenApiRecorder recorder() {
        return new OpenApiRecorder(vertx, gateway, new ArrayList<>());
    }

    /// `io.vertx:vertx-openapi` cannot load it: it takes neither `application/problem+json` nor
    /// `text/html`, `text/event-stream`, `application/yaml` or form data. The schema of OpenAPI 3.1
    /// that it brings is asked instead, and for the schemas within, that of JSON Schema.
    @Test
    void itIsAnOpenApiDocument() throws Exception {
        SchemaRepository standards =
                OpenAPIVersion.V3_1
                        .getRepository(vertx, "app://standards/")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(STANDARDS_WAIT_S_MAX, TimeUnit.SECONDS);
        isValid(standards, "https://spec.openapis.org/oas/3.1/schema/2022-10-07", document.raw());
        assertThat(document.schemas())
                .hasSizeGreaterThan(document.operations().size())
                .allSatisfy(
                        schema -> isValid(standards, Draft.DRAFT202012.getIdentifier(), schema));
        assertThat(document.operations()).extracting(Operation::id).doesNotHaveDuplicates();
        // a comma in a sentence without quotation marks makes a member of what follows it
        assertThat(document.raw().encode()).doesNotContain(":null");
    }

    private static void isValid(SchemaRepository standards, String standard, JsonObject value) {
        OutputUnit found = standards.validator(standard).validate(value.copy());
        assertThat(found.getValid()).as(() -> value + ": " + found.toJson()).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerIsAsDescribed() {
        return EXCHANGES.stream()
                .map(exchange ->
                        dynamicTest(
                                exchange.toString(),
                                () ->
                                        assertThat(faults.of(exchange))
                                                .as(beginning(exchange))
                                                .isEmpty()));
    }

    private static String beginning(OpenApiExchange exchange) {
        String answer = exchange.answer();
        return answer.substring(0, Math.min(answer.length(), SHOWN_CHARACTERS_MAX));
    }

    /// An answer is told apart by its status, its media type, and the code of a problem.
    @Test
    void everyDescribedAnswerWasGiven() {
        Set<String> described = new TreeSet<>();
        for (Operation operation : document.operations()) {
            document.responses(operation)
                    .forEach((status, response) ->
                            OpenApiDocument.kinds(response)
                                    .forEach(kind ->
                                            described.add(
                                                    operation.id() + " " + status + " " + kind)));
        }
        assertThat(given()).containsExactlyInAnyOrderElementsOf(described);
    }

    private static Set<String> given() {
        return EXCHANGES.stream()
                .map(exchange -> {
                    Operation operation = document.operationOf(exchange);
                    String kind =
                            exchange.code().isEmpty() ? exchange.mediaType() : exchange.code();
                    return (operation == null ? exchange.address() : operation.id())
                            + " "
                            + exchange.status()
                            + " "
                            + (exchange.answer().isEmpty() ? "" : kind);
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void whatIsRefusedForItsShapeTheDocumentDoesNotAllowEither() {
        List<OpenApiExchange> refused =
                EXCHANGES.stream()
                        .filter(exchange -> exchange.status() == 422)
                        .filter(exchange -> exchange.sentMediaType().equals("application/json"))
                        .toList();
        assertThat(refused).hasSizeGreaterThan(3);
        assertThat(refused)
                .allSatisfy(exchange -> assertThat(faults.ofRequest(exchange)).isNotEmpty());
    }

    @Test
    void anEventIsTheCount() {
        JsonObject count = new JsonObject().put("$ref", "#/components/schemas/Count");
        List<String> events =
                EXCHANGES.stream()
                        .filter(exchange -> exchange.mediaType().equals("text/event-stream"))
                        .flatMap(exchange -> exchange.answer().lines())
                        .filter(line -> line.startsWith("data: "))
                        .map(line -> line.substring("data: ".length()))
                        .toList();
        assertThat(events)
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(schemas.faultsOfBody(count, "application/json", event))
                                .isEmpty());
    }

    @Test
    void everyCodeOfAProblemIsDescribedAndNoOther() {
        assertThat(document.codes())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Problem.values()).map(Problem::code).toList());
    }

    @Test
    void everyRouteIsDescribedAndNoOther() {
        assertThat(OpenApiRoutes.paths())
                .containsExactlyInAnyOrderElementsOf(
                        document.operations().stream()
                                .map(Operation::path)
                                .collect(Collectors.toSet()));
    }

    @Test
    void noOtherMethodIsTaken() {
        OpenApiRecorder recorder = recorder();
        for (Operation operation : document.operations()) {
            for (String method :
                    List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")) {
                OpenApiExchange exchange = ask(recorder, operation.side(), method, operation);
                if (document.operationOf(exchange) == null) {
                    assertThat(exchange.status()).as(exchange.toString()).isEqualTo(405);
                    assertThat(exchange.header("content-type"))
                            .isEqualTo("application/problem+json");
                    assertThat(exchange.header("allow"))
                            .as(exchange.toString())
                            .isEqualTo(methodsOf(operation));
                }
            }
        }
    }

    private static String methodsOf(Operation operation) {
        return document.operations().stream()
                .filter(other -> other.path().equals(operation.path()))
                .map(Operation::method)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    void eachPathIsOnItsOwnSideOnly() {
        OpenApiRecorder recorder = recorder();
        for (Operation operation : document.operations()) {
            Side other = operation.side() == Side.PUBLIC ? Side.OPERATOR : Side.PUBLIC;
            OpenApiExchange exchange = ask(recorder, other, operation.method(), operation);
            assertThat(exchange.status()).as(exchange.toString()).isEqualTo(404);
            assertThat(exchange.mediaType()).isEqualTo("application/problem+json");
        }
    }

    private static OpenApiExchange ask(
            OpenApiRecorder recorder, Side side, String method, Operation operation) {
        String address =
                operation.path().replace("{slug}", "open").replaceAll("\\{\\w+}", "petition.css");
        return authorized(recorder, side, method, address);
    }

    private static OpenApiExchange authorized(
            OpenApiRecorder recorder, Side side, String method, String address) {
        return recorder.ask(side, method, address, null, "Authorization", OpenApiRecorder.token());
    }

    @Test
    void whatIsNotListedIsNotThere() {
        OpenApiRecorder recorder = recorder();
        for (String address :
                List.of("/nothing", "/petitions", "/petitions/open.json/", "/petitions/open/all")) {
            assertThat(recorder.get(address).code()).as(address).isEqualTo("not_found");
        }
        for (String address : List.of("/", "/health", "/operator", "/operator/nothing")) {
            assertThat(recorder.operate("GET", address).code()).as(address).isEqualTo("not_found");
        }
        assertThat(recorder.asStranger("GET", "/operator/nothing").code())
                .isEqualTo("unauthorized");
    }

    @Test
    void oneMoreSlashChangesNothingOnTheOperatorSideAndWhereAPathHasNoParameter() {
        OpenApiRecorder recorder = recorder();
        for (Operation operation : document.operations()) {
            boolean ignored = operation.side() == Side.OPERATOR || !operation.path().contains("{");
            if (operation.method().equals("GET") && ignored && !operation.path().endsWith("/")) {
                String address = operation.path().replace("{slug}", "open");
                assertThat(authorized(recorder, operation.side(), "GET", address + "/").status())
                        .as(address)
                        .isEqualTo(authorized(recorder, operation.side(), "GET", address).status());
            }
        }
    }

    @Test
    void theTokenIsAskedForUnderOperatorOnly() {
        assertThat(document.operations())
                .allSatisfy(operation ->
                        assertThat(operation.definition().containsKey("security"))
                                .as(operation.path())
                                .isEqualTo(operation.path().startsWith("/operator/")));
    }

    @Test
    void whatIsNoHttpMeetsNoRoute() {
        OpenApiRecorder recorder = recorder();
        OpenApiExchange longLine = recorder.get("/" + "a".repeat(2_048));
        assertThat(longLine.status()).isEqualTo(414);
        assertThat(longLine.answer()).isEmpty();
        OpenApiExchange longHeader = recorder.get("/", "X-Long", "a".repeat(8_192));
        assertThat(longHeader.status()).isEqualTo(431);
        assertThat(longHeader.answer()).isEmpty();
    }
}
