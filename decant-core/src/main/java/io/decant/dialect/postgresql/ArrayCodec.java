package io.decant.dialect.postgresql;

import io.decant.record.CanonicalArray;
import io.decant.record.RecordBuffer;

/** Arrays of any type that has a codec, rectangular and counted from 1, as PostgreSQL's literals make them. */
final class ArrayCodec implements ValueCodec {
    private final ValueCodec element;
    private final int elementOid;
    private final char delimiter;
    private final CanonicalArray writer;
    private final RecordBuffer written = new RecordBuffer();

    ArrayCodec(ValueCodec element, PostgresType elementType) {
        this.element = element;
        this.elementOid = elementType.oid();
        this.delimiter = elementType.name().equals("box") ? ';' : ',';
        this.writer = new CanonicalArray(written);
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        int dimensions = BigEndian.getInt(b, off);
        int[] sizes = new int[dimensions];
        int at = off + 12;
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = BigEndian.getInt(b, at);
            if (BigEndian.getInt(b, at + 4) != 1) {
                throw new UnfitValueException("an array whose elements are not counted from 1");
            }
            at += 8;
        }
        written.clear();
        if (dimensions == 0) {
            writer.begin();
            writer.end();
        } else {
            level(b, at, sizes, 0);
        }
        out.append(written.bytes(), 0, written.size());
    }

    /** Writes one level; returns where its elements end. */
    private int level(byte[] b, int from, int[] sizes, int depth) {
        int at = from;
        writer.begin();
        for (int i = 0; i < sizes[depth]; i++) {
            if (depth + 1 < sizes.length) {
                at = level(b, at, sizes, depth + 1);
            } else {
                int length = BigEndian.getInt(b, at);
                at += 4;
                if (length < 0) {
                    writer.addNull();
                } else {
                    element.decode(b, at, length, writer.element());
                    writer.endElement();
                    at += length;
                }
            }
        }
        writer.end();
        return at;
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        ArrayShape shape = new ArrayShape();
        ByteSink elements = new ByteSink(64);
        CanonicalArray.visit(b, off, len, new Elements(shape) {
            @Override
            public void nullElement() {
                super.nullElement();
                elements.int4(-1);
            }

            @Override
            public void element(byte[] bytes, int start, int length) {
                super.element(bytes, start, length);
                int mark = elements.size();
                elements.int4(0);
                element.encode(bytes, start, length, elements);
                elements.int4At(mark, elements.size() - mark - 4);
            }
        });
        out.int4(shape.dimensions());
        out.int4(shape.nulls() ? 1 : 0);
        out.int4(elementOid);
        for (int i = 0; i < shape.dimensions(); i++) {
            out.int4(shape.size(i));
            out.int4(1);
        }
        out.bytes(elements.bytes(), 0, elements.size());
    }

    @Override
    public void text(byte[] b, int off, int len, ByteSink out) {
        CanonicalArray.visit(b, off, len, new Elements(new ArrayShape()) {
            private final ByteSink scratch = new ByteSink(64);
            private boolean first = true;

            @Override
            public void begin() {
                super.begin();
                separate();
                out.int1('{');
                first = true;
            }

            @Override
            public void end() {
                super.end();
                out.int1('}');
                first = false;
            }

            @Override
            public void nullElement() {
                super.nullElement();
                separate();
                out.ascii("NULL");
            }

            @Override
            public void element(byte[] bytes, int start, int length) {
                super.element(bytes, start, length);
                separate();
                scratch.cut(0);
                element.text(bytes, start, length, scratch);
                quote(scratch, out);
            }

            private void separate() {
                if (!first) {
                    out.int1(delimiter);
                }
                first = false;
            }
        });
    }

    private static void quote(ByteSink text, ByteSink out) {
        out.int1('"');
        for (int i = 0; i < text.size(); i++) {
            byte c = text.bytes()[i];
            if (c == '"' || c == '\\') {
                out.int1('\\');
            }
            out.int1(c);
        }
        out.int1('"');
    }

    /** Keeps the shape's books. */
    private static class Elements implements CanonicalArray.Visitor {
        private final ArrayShape shape;

        Elements(ArrayShape shape) {
            this.shape = shape;
        }

        @Override
        public void begin() {
            shape.begin();
        }

        @Override
        public void end() {
            shape.end();
        }

        @Override
        public void nullElement() {
            shape.element(true);
        }

        @Override
        public void element(byte[] b, int off, int len) {
            shape.element(false);
        }
    }
}
