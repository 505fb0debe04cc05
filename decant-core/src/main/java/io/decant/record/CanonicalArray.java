package io.decant.record;

import io.decant.schema.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical text of arrays: a JSON array without white space, whose elements are {@code null}, arrays, or JSON strings
 * of each element's canonical text: {@code ["1",null,["2"]]}. Strings escape {@code "}, {@code \} and what is below U+0020
 * as JSON.stringify does, nothing else.
 *
 * <p>This is the writer: begin the array, add elements, end it. An element's text is written into {@link #element()} and
 * ended by {@link #endElement()}. Nesting goes {@value #DEEPEST} deep at most. Not thread-safe; used again and again.
 */
public final class CanonicalArray {
    static final int DEEPEST = 32;
    private static final String SHORT_ESCAPES = "btn\0fr";

    private final RecordBuffer element = new RecordBuffer();
    private final RecordBuffer out;
    private int depth;
    private boolean first = true;

    /** @param out whose open field the text is appended to; the caller ends the field */
    public CanonicalArray(RecordBuffer out) {
        this.out = out;
    }

    public void begin() {
        comma();
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("an array nested deeper than " + DEEPEST);
        }
        out.append((byte) '[');
        first = true;
    }

    public void end() {
        depth--;
        out.append((byte) ']');
        first = depth == 0;
    }

    public void addNull() {
        comma();
        out.appendAscii("null");
    }

    /** An empty buffer for the next element's text. */
    public RecordBuffer element() {
        element.clear();
        return element;
    }

    /** Adds what was appended to {@link #element()} since. */
    public void endElement() {
        comma();
        quote(out, element.bytes(), 0, element.size());
    }

    private void comma() {
        if (!first) {
            out.append((byte) ',');
        }
        first = false;
    }

    private static void quote(RecordBuffer out, byte[] b, int off, int len) {
        out.append((byte) '"');
        for (int i = off; i < off + len; i++) {
            byte c = b[i];
            if (c == '"' || c == '\\') {
                out.append((byte) '\\');
                out.append(c);
            } else if (c >= 0 && c < 0x20) {
                control(out, c);
            } else {
                out.append(c);
            }
        }
        out.append((byte) '"');
    }

    private static void control(RecordBuffer out, byte c) {
        if (c >= 8 && c <= 13 && c != 11) {
            out.append((byte) '\\');
            out.append((byte) SHORT_ESCAPES.charAt(c - 8));
        } else {
            out.appendAscii(c < 16 ? "\\u000" : "\\u001");
            out.append((byte) "0123456789abcdef".charAt(c & 0xF));
        }
    }

    /** Takes an array's text apart. The bytes of an element are valid only during the call. */
    public interface Visitor {
        void begin();

        void end();

        void nullElement();

        void element(byte[] b, int off, int len);
    }

    /** @throws CanonicalFormatException if the bytes are not the canonical text of an array of any type */
    public static void visit(byte[] b, int off, int len, Visitor visitor) {
        new ArrayParser(b, off, off + len, visitor).parse();
    }

    /**
     * The array as a list of {@code null}, {@link String} and nested lists of the same. For places that are not hot.
     *
     * @throws CanonicalFormatException if the bytes are not the canonical text of an array of any type
     */
    public static List<@Nullable Object> toList(byte[] b, int off, int len) {
        ListBuilder builder = new ListBuilder();
        visit(b, off, len, builder);
        return builder.root;
    }

    static void check(ColumnType type, byte[] b, int off, int len) {
        visit(b, off, len, new Visitor() {
            @Override
            public void begin() {}

            @Override
            public void end() {}

            @Override
            public void nullElement() {}

            @Override
            public void element(byte[] bytes, int start, int length) {
                CanonicalText.check(type, bytes, start, length);
            }
        });
    }

    private static final class ListBuilder implements Visitor {
        private final Deque<List<@Nullable Object>> open = new ArrayDeque<>();
        private List<@Nullable Object> root = new ArrayList<>();

        @Override
        public void begin() {
            List<@Nullable Object> list = new ArrayList<>();
            List<@Nullable Object> around = open.peek();
            if (around == null) {
                root = list;
            } else {
                around.add(list);
            }
            open.push(list);
        }

        @Override
        public void end() {
            open.pop();
        }

        @Override
        public void nullElement() {
            open.element().add(null);
        }

        @Override
        public void element(byte[] b, int off, int len) {
            open.element().add(new String(b, off, len, StandardCharsets.UTF_8));
        }
    }
}
