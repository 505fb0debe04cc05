package io.decant.record;

/** Reads exactly what {@link CanonicalArray} writes. */
final class ArrayParser {
    private final byte[] b;
    private final int end;
    private final CanonicalArray.Visitor visitor;
    private final RecordBuffer unescaped = new RecordBuffer();
    private int at;

    ArrayParser(byte[] b, int off, int end, CanonicalArray.Visitor visitor) {
        this.b = b;
        this.at = off;
        this.end = end;
        this.visitor = visitor;
    }

    void parse() {
        array(1);
        require(at == end);
    }

    private void array(int depth) {
        require(depth <= CanonicalArray.DEEPEST);
        require(take('['));
        visitor.begin();
        if (!take(']')) {
            do {
                value(depth);
            } while (take(','));
            require(take(']'));
        }
        visitor.end();
    }

    private void value(int depth) {
        require(at < end);
        if (b[at] == '[') {
            array(depth + 1);
        } else if (b[at] == '"') {
            string();
        } else {
            require(end - at >= 4 && Ascii.is(b, at, 4, "null"));
            at += 4;
            visitor.nullElement();
        }
    }

    private void string() {
        unescaped.clear();
        int run = ++at;
        while (true) {
            require(at < end);
            byte c = b[at];
            if (c == '"') {
                break;
            }
            require(c < 0 || c >= 0x20);
            if (c == '\\') {
                unescaped.append(b, run, at - run);
                unescaped.append(escape());
                run = at;
            } else {
                at++;
            }
        }
        Utf8.check(b, run, at - run);
        if (unescaped.size() == 0) {
            visitor.element(b, run, at - run);
        } else {
            unescaped.append(b, run, at - run);
            Utf8.check(unescaped.bytes(), 0, unescaped.size());
            visitor.element(unescaped.bytes(), 0, unescaped.size());
        }
        at++;
    }

    private byte escape() {
        require(at + 1 < end);
        byte c = b[at + 1];
        at += 2;
        int control = "btn\0fr".indexOf(c);
        if (c == '"' || c == '\\') {
            return c;
        }
        if (c != 0 && control >= 0) {
            return (byte) (8 + control);
        }
        require(c == 'u'
                && at + 4 <= end
                && b[at] == '0'
                && b[at + 1] == '0'
                && (b[at + 2] == '0' || b[at + 2] == '1'));
        int low = "0123456789abcdef".indexOf(b[at + 3]);
        int code = (b[at + 2] - '0') * 16 + low;
        // Where a short escape exists it is the canonical one.
        require(low >= 0 && (code < 8 || code > 13 || code == 11));
        at += 4;
        return (byte) code;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new CanonicalFormatException("not the canonical text of an array");
        }
    }

    private boolean take(char expected) {
        if (at < end && b[at] == expected) {
            at++;
            return true;
        }
        return false;
    }
}
