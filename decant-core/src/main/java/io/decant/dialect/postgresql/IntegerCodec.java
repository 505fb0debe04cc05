package io.decant.dialect.postgresql;

import io.decant.dialect.postgresql.PostgresType.Form;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.TypeKind;
import java.math.BigDecimal;

/** Whole numbers of every width, as integers, as decimals, or as booleans that another product kept as 0 and 1. */
final class IntegerCodec implements ValueCodec {
    private static final long MOST_OID = 0xFFFF_FFFFL;

    private final Form form;
    private final TypeKind kind;

    IntegerCodec(Form form, TypeKind kind) {
        this.form = form;
        this.kind = kind;
    }

    @Override
    public void decode(byte[] b, int off, int len, RecordBuffer out) {
        long value = switch (form) {
            case INT2 -> BigEndian.getShort(b, off);
            case INT4 -> BigEndian.getInt(b, off);
            case OID -> BigEndian.getInt(b, off) & MOST_OID;
            default -> BigEndian.getLong(b, off);
        };
        if (kind != TypeKind.BOOLEAN) {
            CanonicalText.integer(out, value);
        } else if (value == 0 || value == 1) {
            CanonicalText.bool(out, value == 1);
        } else {
            throw new UnfitValueException("a number that is neither 0 nor 1 is no boolean");
        }
    }

    @Override
    public void encode(byte[] b, int off, int len, ByteSink out) {
        long value = value(b, off, len);
        switch (form) {
            case INT2 -> out.int2((short) within(value, Short.MIN_VALUE, Short.MAX_VALUE));
            case INT4 -> out.int4((int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case OID -> out.int4((int) within(value, 0, MOST_OID));
            default -> out.int8(value);
        }
    }

    @Override
    public void text(byte[] b, int off, int len, ByteSink out) {
        int mark = out.size();
        encode(b, off, len, out);
        out.cut(mark);
        out.ascii(Long.toString(value(b, off, len)));
    }

    private long value(byte[] b, int off, int len) {
        return switch (kind) {
            case BOOLEAN -> CanonicalText.parseBool(b, off, len) ? 1 : 0;
            case DECIMAL -> whole(CanonicalText.parseDecimal(b, off, len));
            default -> CanonicalText.parseLong(b, off, len);
        };
    }

    private static long whole(BigDecimal value) {
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new UnfitValueException("a decimal that is no whole number of 64 bits");
        }
    }

    private static long within(long value, long least, long most) {
        if (value < least || value > most) {
            throw new UnfitValueException("a number outside the type's range");
        }
        return value;
    }
}
