package io.decant.archive;

import io.decant.record.CanonicalFormatException;
import io.decant.record.RecordBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON in its digest form: no white space, members ordered by the UTF-8 bytes of their names (equal names keep their
 * order), strings with the fewest escapes, numbers by value. Not thread-safe.
 */
final class JsonForm implements DigestForm {
    /** Deeper nesting is refused: it would be read by recursion. */
    static final int DEEPEST = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(1_000_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(1_000_000)
                    .build())
            .build();

    private static final Comparator<byte[]> BYTEWISE = Arrays::compareUnsigned;

    /** A member of an object: the bytes it is ordered by, and its whole text. */
    private static final class Member {
        private final byte[] name;
        private final byte[] text;

        Member(byte[] name, byte[] text) {
            this.name = name;
            this.text = text;
        }
    }

    @Override
    public boolean append(byte[] b, int off, int len, RecordBuffer into) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), b, off, len)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new CanonicalFormatException("empty text is not JSON");
            }
            value(parser, first, into);
            if (parser.nextToken() != null) {
                throw new CanonicalFormatException("more than one JSON value");
            }
            return true;
        } catch (JacksonException e) {
            // Jackson's message may quote the text.
            throw new CanonicalFormatException("not JSON, or nested deeper than " + DEEPEST);
        }
    }

    private void value(JsonParser parser, JsonToken token, RecordBuffer into) {
        switch (token) {
            case START_OBJECT -> object(parser, into);
            case START_ARRAY -> array(parser, into);
            case VALUE_STRING -> JsonString.append(into, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNumber.append(into, parser.getString());
            case VALUE_TRUE -> into.appendAscii("true");
            case VALUE_FALSE -> into.appendAscii("false");
            case VALUE_NULL -> into.appendAscii("null");
            default -> throw new CanonicalFormatException("not JSON");
        }
    }

    private void array(JsonParser parser, RecordBuffer into) {
        into.append((byte) '[');
        boolean more = false;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (more) {
                into.append((byte) ',');
            }
            more = true;
            value(parser, token, into);
        }
        into.append((byte) ']');
    }

    private void object(JsonParser parser, RecordBuffer into) {
        List<Member> members = new ArrayList<>();
        RecordBuffer text = new RecordBuffer();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            text.clear();
            JsonString.append(text, name);
            text.append((byte) ':');
            value(parser, parser.nextToken(), text);
            members.add(new Member(JsonString.utf8(name), Arrays.copyOf(text.bytes(), text.size())));
        }
        members.sort(Comparator.comparing(m -> m.name, BYTEWISE));
        into.append((byte) '{');
        for (int i = 0; i < members.size(); i++) {
            if (i > 0) {
                into.append((byte) ',');
            }
            byte[] member = members.get(i).text;
            into.append(member, 0, member.length);
        }
        into.append((byte) '}');
    }
}
