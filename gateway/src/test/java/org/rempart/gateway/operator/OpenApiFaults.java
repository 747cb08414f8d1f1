package org.rempart.gateway.operator;

import io.vertx.core.json.JsonObject;

import org.rempart.gateway.operator.OpenApiDocument.Operation;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/// Where the document and an exchange differ.
final class OpenApiFaults {
    private final OpenApiDocument document;
    private final OpenApiSchemas schemas;

    OpenApiFaults(OpenApiDocument document, OpenApiSchemas schemas) {
        this.document = document;
        this.schemas = schemas;
    }

    /// What the document does not say of an exchange, or says otherwise.
    List<String> of(OpenApiExchange exchange) {
        Operation operation = document.operationOf(exchange);
        if (operation == null) {
            return List.of("no such operation");
        }
        JsonObject response =
                document.responses(operation).get(Integer.toString(exchange.status()));
        if (response == null) {
            return List.of("no such status");
        }
        List<String> faults = new ArrayList<>();
        faults.addAll(ofHeaders(response, exchange));
        faults.addAll(ofAnswer(response, exchange));
        if (exchange.isSuccess()) {
            // what was taken has to be what the document lets one send
            faults.addAll(ofRequest(operation, exchange));
        }
        return faults;
    }

    private List<String> ofHeaders(JsonObject response, OpenApiExchange exchange) {
        List<String> faults = new ArrayList<>();
        document.headers(response)
                .forEach((name, header) -> {
                    String value = exchange.header(name);
                    if (!value.isEmpty()) {
                        schemas.faultsOfValue(header.getJsonObject("schema"), value)
                                .forEach(fault -> faults.add(name + ": " + value + ": " + fault));
                    } else if (header.getBoolean("required", false)) {
                        faults.add("no header " + name);
                    }
                });
        return faults;
    }

    private List<String> ofAnswer(JsonObject response, OpenApiExchange exchange) {
        if (!response.containsKey("content")) {
            return exchange.answer().isEmpty() ? List.of() : List.of("a body");
        }
        JsonObject schema = OpenApiDocument.schema(response, exchange.mediaType());
        if (schema == null) {
            return List.of("no such media type: " + exchange.mediaType());
        }
        List<String> faults =
                new ArrayList<>(
                        schemas.faultsOfBody(schema, exchange.mediaType(), exchange.answer()));
        if (!exchange.code().isEmpty()) {
            JsonObject problem = exchange.json();
            if (!problem.getString("type").equals("urn:rempart:problem:" + exchange.code())) {
                faults.add("type and code differ");
            }
            if (!problem.getString("error")
                    .equals(problem.getString("title") + ". " + problem.getString("detail"))) {
                faults.add("error is not title and detail");
            }
        }
        return faults;
    }

    /// What the document does not let one send.
    List<String> ofRequest(OpenApiExchange exchange) {
        Operation operation = document.operationOf(exchange);
        return operation == null ? List.of("no such operation") : ofRequest(operation, exchange);
    }

    private List<String> ofRequest(Operation operation, OpenApiExchange exchange) {
        List<String> faults = new ArrayList<>();
        Map<String, JsonObject> parameters =
                document.parameters(operation).stream()
                        .collect(
                                Collectors.toMap(
                                        parameter ->
                                                parameter.getString("in")
                                                        + " "
                                                        + parameter.getString("name"),
                                        Function.identity()));
        sent(operation, exchange)
                .forEach((name, value) -> {
                    JsonObject parameter = parameters.get(name);
                    if (parameter == null) {
                        faults.add("no such parameter: " + name);
                    } else {
                        JsonObject schema = parameter.getJsonObject("schema");
                        faults.addAll(schemas.faultsOfValue(schema, value));
                    }
                });
        JsonObject body = operation.definition().getJsonObject("requestBody");
        if ((body == null) != (exchange.body() == null)) {
            faults.add("a body that is there or not");
        }
        if (body != null) {
            faults.addAll(ofSentBody(body, exchange));
        }
        return faults;
    }

    private static Map<String, String> sent(Operation operation, OpenApiExchange exchange) {
        Map<String, String> sent = new TreeMap<>();
        exchange.headers().forEach((name, value) -> sent.put("header " + name, value));
        // OpenAPI has other places for these
        sent.keySet().removeAll(Set.of("header Content-Type", "header Authorization"));
        Matcher path =
                OpenApiDocument.pattern(operation.path())
                        .matcher(OpenApiDocument.path(exchange.address()));
        if (path.matches()) {
            path.namedGroups()
                    .forEach((name, group) -> sent.put("path " + name, path.group(group)));
        }
        int query = exchange.address().indexOf('?');
        if (query >= 0) {
            fields(exchange.address().substring(query + 1))
                    .forEach((name, value) -> sent.put("query " + name, value));
        }
        return sent;
    }

    private static Map<String, String> fields(String urlEncoded) {
        return Arrays.stream(urlEncoded.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(
                        Collectors.toMap(
                                field -> field[0],
                                field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private List<String> ofSentBody(JsonObject body, OpenApiExchange exchange) {
        JsonObject schema = OpenApiDocument.schema(body, exchange.sentMediaType());
        String sent = exchange.body();
        if (schema == null || sent == null) {
            return List.of("no such media type sent: " + exchange.sentMediaType());
        }
        return exchange.sentMediaType().equals("application/json")
                ? schemas.faults(schema, new JsonObject(sent))
                : schemas.faults(schema, new JsonObject(Map.copyOf(fields(sent))));
    }
}
