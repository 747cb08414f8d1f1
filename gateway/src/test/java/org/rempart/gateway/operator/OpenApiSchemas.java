package org.rempart.gateway.operator;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonFormatValidator;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The schemas of a document, closed: where one lists an object's members, no other may be there,
/// so that nothing is answered that the document does not name.
final class OpenApiSchemas {
    private static final String BASE = "app://document/";

    private final SchemaRepository schemas =
            SchemaRepository.create(
                    new JsonSchemaOptions()
                            .setDraft(Draft.DRAFT202012)
                            .setBaseUri(BASE)
                            .setOutputFormat(OutputFormat.Basic),
                    JsonFormatValidator.DEFAULT_VALIDATOR);

    /// Of that document.
    OpenApiSchemas(JsonObject document) {
        schemas.dereference(JsonSchema.of(closed(document.copy())));
    }

    private static JsonObject closed(JsonObject document) {
        close(document);
        return document;
    }

    private static void close(@Nullable Object value) {
        switch (value) {
            case JsonObject object -> {
                if ("object".equals(object.getValue("type"))
                        && object.containsKey("properties")
                        && !object.containsKey("additionalProperties")
                        && !object.containsKey("unevaluatedProperties")) {
                    object.put("additionalProperties", false);
                }
                object.forEach(member -> close(member.getValue()));
            }
            case JsonArray array -> array.forEach(OpenApiSchemas::close);
            case null, default -> {}
        }
    }

    /// What is wrong with a value by a schema of the document; empty when nothing is.
    List<String> faults(JsonObject schema, @Nullable Object value) {
        JsonObject copy = schema.copy();
        close(copy);
        absolute(copy);
        OutputUnit found = schemas.validator(JsonSchema.of(copy)).validate(value);
        if (found.getValid()) {
            return List.of();
        }
        List<OutputUnit> errors = found.getErrors();
        return errors == null
                ? List.of("does not match")
                : errors.stream()
                        .map(error -> error.getInstanceLocation() + " " + error.getError())
                        .toList();
    }

    /// References from a schema that stands alone lead into the document.
    private static void absolute(@Nullable Object value) {
        switch (value) {
            case JsonObject object -> {
                if (object.getValue("$ref") instanceof String reference
                        && reference.startsWith("#")) {
                    object.put("$ref", BASE + reference);
                }
                object.forEach(member -> absolute(member.getValue()));
            }
            case JsonArray array -> array.forEach(OpenApiSchemas::absolute);
            case null, default -> {}
        }
    }

    /// What is wrong with a body of that media type.
    List<String> faultsOfBody(JsonObject schema, String mediaType, String body) {
        return faults(
                schema,
                switch (mediaType) {
                    case "application/json", "application/problem+json" -> Json.decodeValue(body);
                    case "application/yaml" -> OpenApiDocument.yaml(body);
                    default -> body;
                });
    }

    /// What is wrong with a header's or parameter's value, which is a number when it has to be.
    List<String> faultsOfValue(JsonObject schema, String value) {
        boolean number = "integer".equals(schema.getValue("type")) && value.matches("-?\\d{1,18}");
        return faults(schema, number ? Long.valueOf(value) : value);
    }
}
