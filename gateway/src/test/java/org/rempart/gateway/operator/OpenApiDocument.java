package org.rempart.gateway.operator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.operator.OpenApiExchange.Side;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The document as a reader takes it.
final class OpenApiDocument {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    /// One method of one path.
    ///
    /// @param definition the operation
    /// @param pathItem what its path says for all of them
    record Operation(
            String id,
            Side side,
            String method,
            String path,
            JsonObject definition,
            JsonObject pathItem) {}

    private final JsonObject raw;
    private final List<Operation> operations = new ArrayList<>();

    private OpenApiDocument(JsonObject raw) {
        this.raw = raw;
        raw.getJsonObject("paths")
                .forEach(path -> addOperations(path.getKey(), (JsonObject) path.getValue()));
    }

    /// Reads YAML 1.2.
    static OpenApiDocument of(String yaml) {
        return new OpenApiDocument(yaml(yaml));
    }

    /// A mapping in YAML 1.2 as a JSON object.
    static JsonObject yaml(String text) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromString(text);
        if (json(loaded) instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("not a mapping");
    }

    private static @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, member) -> object.put((String) key, json(member)));
                yield object;
            }
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(item -> array.add(json(item)));
                yield array;
            }
            case null -> null;
            default -> value;
        };
    }

    private void addOperations(String path, JsonObject pathItem) {
        String server = pathItem.getJsonArray("servers").getJsonObject(0).getString("description");
        Side side =
                switch (server) {
                    case "public side" -> Side.PUBLIC;
                    case "operator side" -> Side.OPERATOR;
                    default -> throw new IllegalStateException("no side: " + server);
                };
        for (String method : METHODS) {
            JsonObject definition = pathItem.getJsonObject(method);
            if (definition != null) {
                operations.add(
                        new Operation(
                                definition.getString("operationId"),
                                side,
                                method.toUpperCase(Locale.ROOT),
                                path,
                                definition,
                                pathItem));
            }
        }
    }

    /// As it was read.
    JsonObject raw() {
        return raw;
    }

    List<Operation> operations() {
        return operations;
    }

    /// Every schema that is not a part of another one.
    List<JsonObject> schemas() {
        List<JsonObject> schemas = new ArrayList<>();
        JsonObject components = raw.getJsonObject("components").copy();
        ((JsonObject) components.remove("schemas"))
                .forEach(member -> schemas.add((JsonObject) member.getValue()));
        collectSchemas(components, schemas);
        collectSchemas(raw.getJsonObject("paths"), schemas);
        return schemas;
    }

    private static void collectSchemas(@Nullable Object value, List<JsonObject> schemas) {
        switch (value) {
            case JsonObject object ->
                    object.forEach(member -> {
                        if (member.getKey().equals("schema")) {
                            schemas.add((JsonObject) member.getValue());
                        } else {
                            collectSchemas(member.getValue(), schemas);
                        }
                    });
            case JsonArray array -> array.forEach(item -> collectSchemas(item, schemas));
            case null, default -> {}
        }
    }

    /// The codes that a problem may have.
    Set<String> codes() {
        return texts(
                raw.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject("Problem")
                        .getJsonObject("properties")
                        .getJsonObject("code"));
    }

    /// The operation that the request of an exchange is of; null when there is none.
    @Nullable Operation operationOf(OpenApiExchange exchange) {
        String path = path(exchange.address());
        return operations.stream()
                .filter(operation -> operation.side() == exchange.side())
                .filter(operation -> operation.method().equals(exchange.method()))
                .filter(operation -> pattern(operation.path()).matcher(path).matches())
                // `/petitions/{slug}.json` is nearer to an address than `/petitions/{slug}`
                .max(Comparator.comparingInt(operation -> operation.path().length()))
                .orElse(null);
    }

    static String path(String address) {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    /// The path with a named group for each of its parameters.
    static Pattern pattern(String path) {
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        for (int open = path.indexOf('{'); open >= 0; open = path.indexOf('{', from)) {
            int close = path.indexOf('}', open);
            pattern.append(Pattern.quote(path.substring(from, open)))
                    .append("(?<")
                    .append(path, open + 1, close)
                    .append(">[^/]+)");
            from = close + 1;
        }
        return Pattern.compile(pattern.append(Pattern.quote(path.substring(from))).toString());
    }

    /// The parameters of an operation, those of its path included.
    List<JsonObject> parameters(Operation operation) {
        List<JsonObject> parameters = new ArrayList<>();
        for (JsonObject holder : List.of(operation.pathItem(), operation.definition())) {
            for (Object parameter : holder.getJsonArray("parameters", new JsonArray())) {
                parameters.add(resolved((JsonObject) parameter));
            }
        }
        return parameters;
    }

    /// The responses of an operation by their status.
    Map<String, JsonObject> responses(Operation operation) {
        return members(operation.definition().getJsonObject("responses"));
    }

    /// The headers of a response by their name.
    Map<String, JsonObject> headers(JsonObject response) {
        return members(response.getJsonObject("headers", new JsonObject()));
    }

    private Map<String, JsonObject> members(JsonObject object) {
        Map<String, JsonObject> members = new TreeMap<>();
        object.forEach(
                member -> members.put(member.getKey(), resolved((JsonObject) member.getValue())));
        return members;
    }

    /// The schema of a media type, in a response or a request's body; null when it is not there.
    static @Nullable JsonObject schema(JsonObject holder, String mediaType) {
        JsonObject content = holder.getJsonObject("content", new JsonObject());
        JsonObject media = content.getJsonObject(mediaType);
        return media == null ? null : media.getJsonObject("schema");
    }

    /// Whatever else an answer of that response may be told apart by: its media type, and each code
    /// of a problem.
    static Set<String> kinds(JsonObject response) {
        Set<String> kinds = new TreeSet<>();
        JsonObject content = response.getJsonObject("content", new JsonObject());
        for (String mediaType : content.fieldNames()) {
            JsonObject schema = schema(response, mediaType);
            if (schema != null && mediaType.equals("application/problem+json")) {
                kinds.addAll(texts(schema.getJsonObject("properties").getJsonObject("code")));
            } else if (schema != null) {
                kinds.add(mediaType);
            }
        }
        return kinds.isEmpty() ? Set.of("") : kinds;
    }

    private static Set<String> texts(JsonObject enumeration) {
        Set<String> texts = new TreeSet<>();
        enumeration.getJsonArray("enum").forEach(text -> texts.add((String) text));
        return texts;
    }

    private JsonObject resolved(JsonObject object) {
        if (object.getValue("$ref") instanceof String reference) {
            JsonObject target = raw;
            for (String name : reference.substring("#/".length()).split("/", -1)) {
                target = target.getJsonObject(name);
            }
            return target;
        }
        return object;
    }
}
