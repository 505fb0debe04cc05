package io.decant.archive;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.CanonicalArray;
import io.decant.record.CanonicalFormatException;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.Objects;

/** How a field's bytes enter the digest: mostly as they are; where one value has several texts, as one of them. */
@FunctionalInterface
interface DigestForm {
    /**
     * Appends the digest form to an empty buffer.
     *
     * @return false if the bytes are their own digest form; the buffer's content is then of no meaning
     */
    boolean append(byte[] b, int off, int len, RecordBuffer into);

    DigestForm AS_IS = (b, off, len, into) -> false;

    /** Without the fraction's trailing zeros: a scale is a declaration, not a value. */
    DigestForm DECIMAL = (b, off, len, into) -> {
        int point = off;
        while (point < off + len && b[point] != '.') {
            point++;
        }
        int end = off + len;
        if (point == end) {
            return false;
        }
        while (b[end - 1] == '0') {
            end--;
        }
        if (end - 1 == point) {
            end--;
        }
        into.append(b, off, end - off);
        return true;
    };

    /** @throws DecantException from the form, {@code VALUE_UNREPRESENTABLE} naming table and column */
    static DigestForm of(String table, Column column) {
        DigestForm form = of(column.type());
        if (form == AS_IS) {
            return form;
        }
        return (b, off, len, into) -> {
            try {
                return form.append(b, off, len, into);
            } catch (CanonicalFormatException e) {
                throw new DecantException(
                        ErrorCode.VALUE_UNREPRESENTABLE,
                        "table " + table + ", column " + column.name() + " ("
                                + column.type().kind().canonicalName() + "): " + e.getMessage()
                                + ". If the column holds other text, declare its type in the model",
                        e);
            }
        };
    }

    private static DigestForm of(ColumnType type) {
        if (type.kind() == TypeKind.DECIMAL) {
            return DECIMAL;
        }
        if (type.kind() == TypeKind.JSON) {
            return new JsonForm();
        }
        if (type.kind() == TypeKind.ARRAY) {
            DigestForm element = of(Objects.requireNonNull(type.element()));
            return element == AS_IS ? AS_IS : array(element);
        }
        return AS_IS;
    }

    private static DigestForm array(DigestForm element) {
        return (b, off, len, into) -> {
            CanonicalArray array = new CanonicalArray(into);
            CanonicalArray.visit(b, off, len, new CanonicalArray.Visitor() {
                @Override
                public void begin() {
                    array.begin();
                }

                @Override
                public void end() {
                    array.end();
                }

                @Override
                public void nullElement() {
                    array.addNull();
                }

                @Override
                public void element(byte[] bytes, int start, int length) {
                    RecordBuffer out = array.element();
                    if (!element.append(bytes, start, length, out)) {
                        array.element().append(bytes, start, length);
                    }
                    array.endElement();
                }
            });
            return true;
        };
    }
}
