package org.rempart.gateway.signature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;
import org.rempart.gateway.signature.FormRead.Malformed;

import java.io.IOException;

/// Reads a form written as a JSON object (RFC 8259). A field that is null is absent.
///
/// Jackson reads token by token and nothing here calls itself, so depth costs no stack; its own
/// limits end what is too deep or too long before it is read. Safe for use by many threads.
final class JsonForm {
    /// Depth of the deepest value of a field that is not known: 1 is the form itself.
    static final int DEPTH_MAX = 4;

    /// Characters of the longest name of a field.
    static final int NAME_CHARS_MAX = 64;

    /// Digits of the longest number; the form has none, and none is ever computed.
    private static final int NUMBER_CHARS_MAX = 64;

    private static final Malformed NOT_AN_OBJECT = new Malformed("The body is not a JSON object.");
    private static final Malformed NOT_JSON =
            new Malformed("The body is not well-formed JSON, or has a field twice.");
    private static final Malformed NOT_TEXT =
            new Malformed("The body holds a NUL character or half of a surrogate pair.");

    private final JsonFactory factory =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxDocumentLength(FormReader.BODY_BYTES_MAX)
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxNameLength(NAME_CHARS_MAX)
                                    .maxStringLength(FormReader.BODY_BYTES_MAX)
                                    .maxNumberLength(NUMBER_CHARS_MAX)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // names come from strangers: they go into no table that outlives the request
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    FormRead read(String text) {
        // most rubbish is not even an object; Jackson's exception would cost more than all the rest
        if (!startsAnObject(text)) {
            return NOT_AN_OBJECT;
        }
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            FormFields fields = new FormFields();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Malformed malformed = readField(parser, fields);
                if (malformed != null) {
                    return malformed;
                }
            }
            return parser.nextToken() == null ? fields.read() : NOT_AN_OBJECT;
        } catch (IOException e) {
            return NOT_JSON;
        }
    }

    private static @Nullable Malformed readField(JsonParser parser, FormFields fields)
            throws IOException {
        String field = parser.currentName();
        JsonToken token = parser.nextToken();
        return switch (FormFields.kind(field)) {
            case TEXT -> readText(parser, token, field, fields);
            case FLAG -> readFlag(token, field, fields);
            case UNKNOWN -> FormFields.isText(field) ? skip(parser, token) : NOT_TEXT;
        };
    }

    private static @Nullable Malformed readText(
            JsonParser parser, JsonToken token, String field, FormFields fields)
            throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            return new Malformed("The field \"%s\" is not a string.".formatted(field));
        }
        String value = parser.getText();
        if (!FormFields.isText(value)) {
            return NOT_TEXT;
        }
        fields.text(field, value);
        return null;
    }

    private static @Nullable Malformed readFlag(JsonToken token, String field, FormFields fields) {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> {
                fields.flag(field, true);
                yield null;
            }
            case VALUE_FALSE -> {
                fields.flag(field, false);
                yield null;
            }
            default -> new Malformed("The field \"%s\" is not a boolean.".formatted(field));
        };
    }

    private static @Nullable Malformed skip(JsonParser parser, JsonToken first) throws IOException {
        int depth = 0;
        JsonToken token = first;
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME, VALUE_STRING -> {
                    if (!FormFields.isText(parser.getText())) {
                        return NOT_TEXT;
                    }
                }
                default -> {}
            }
            if (depth == 0) {
                return null;
            }
            token = parser.nextToken();
        }
    }

    private static boolean startsAnObject(String text) {
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case ' ', '\t', '\r', '\n' -> {}
                case '{' -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }
}
