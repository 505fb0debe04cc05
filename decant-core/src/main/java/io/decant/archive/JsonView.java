package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An object of the manifest with its place in it, read strictly: a member has the right type or the manifest is refused.
 * Members that nobody asks for are passed over.
 */
record JsonView(JsonNode node, String place) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    static DecantException unreadable(String what) {
        return new DecantException(
                ErrorCode.ARCHIVE_UNREADABLE,
                Manifest.FILE + " cannot be read: " + what + ". Is it an archive of Decant?");
    }

    static JsonView object(JsonNode node, String place) {
        if (!node.isObject()) {
            throw unreadable((place.isEmpty() ? "it" : place) + " is not an object");
        }
        return new JsonView(node, place);
    }

    private String at(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    boolean has(String name) {
        return node.has(name);
    }

    private JsonNode require(String name, boolean rightType, String expected) {
        JsonNode value = node.get(name);
        if (value == null || !rightType) {
            throw unreadable(at(name) + " is " + (value == null ? "missing" : "not " + expected));
        }
        return value;
    }

    private JsonNode member(String name) {
        return node.path(name);
    }

    String string(String name) {
        return require(name, member(name).isString(), "a string").asString();
    }

    /** Null if it is null; it must be there. */
    @Nullable String stringOrNull(String name) {
        return require(name, member(name).isString() || member(name).isNull(), "a string or null")
                .asStringOpt()
                .orElse(null);
    }

    Optional<String> optionalString(String name) {
        return has(name) ? Optional.of(string(name)) : Optional.empty();
    }

    String sha256(String name) {
        String text = string(name);
        if (!SHA256.matcher(text).matches()) {
            throw unreadable(at(name) + " is not 64 hex digits in lower case");
        }
        return text;
    }

    Instant instant(String name) {
        try {
            return Instant.parse(string(name));
        } catch (DateTimeException e) {
            throw unreadable(at(name) + " is not a moment in UTC");
        }
    }

    boolean bool(String name) {
        return require(name, member(name).isBoolean(), "true or false").booleanValue();
    }

    boolean bool(String name, boolean otherwise) {
        return has(name) ? bool(name) : otherwise;
    }

    long number(String name, long from, long to) {
        JsonNode value = member(name);
        boolean right = value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= from
                && value.longValue() <= to;
        return require(name, right, "a whole number from " + from + " to " + to).longValue();
    }

    int number(String name, int otherwise) {
        return has(name) ? (int) number(name, 0, Integer.MAX_VALUE) : otherwise;
    }

    JsonView object(String name) {
        return object(require(name, member(name).isObject(), "an object"), at(name));
    }

    <T> List<T> objects(String name, Function<JsonView, T> reader) {
        return list(name, (node, where) -> reader.apply(object(node, where)));
    }

    List<String> strings(String name) {
        return list(name, JsonView::string);
    }

    List<List<String>> stringLists(String name) {
        return list(name, (node, where) -> {
            if (!node.isArray()) {
                throw unreadable(where + " is not an array");
            }
            List<String> inner = new ArrayList<>();
            node.forEach(n -> inner.add(string(n, where)));
            return inner;
        });
    }

    /** Texts by name, in the order of the file. */
    Map<String, String> stringMap(String name) {
        JsonView object = object(name);
        Map<String, String> map = new LinkedHashMap<>();
        object.node.propertyNames().forEach(n -> map.put(n, object.string(n)));
        return map;
    }

    Map<String, List<String>> stringListMap(String name) {
        JsonView object = object(name);
        Map<String, List<String>> map = new LinkedHashMap<>();
        object.node.propertyNames().forEach(n -> map.put(n, object.strings(n)));
        return map;
    }

    private static String string(JsonNode node, String where) {
        if (!node.isString()) {
            throw unreadable(where + " is not a string");
        }
        return node.asString();
    }

    private interface ElementReader<T> {
        T read(JsonNode node, String where);
    }

    private <T> List<T> list(String name, ElementReader<T> reader) {
        JsonNode array = require(name, member(name).isArray(), "an array");
        List<T> list = new ArrayList<>();
        for (JsonNode element : array) {
            list.add(reader.read(element, at(name) + "[" + list.size() + "]"));
        }
        return list;
    }
}
