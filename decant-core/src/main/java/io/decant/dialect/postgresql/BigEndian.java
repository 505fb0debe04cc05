package io.decant.dialect.postgresql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays, most significant byte first. */
final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static short getShort(byte[] b, int at) {
        return (short) SHORT.get(b, at);
    }

    static int getInt(byte[] b, int at) {
        return (int) INT.get(b, at);
    }

    static long getLong(byte[] b, int at) {
        return (long) LONG.get(b, at);
    }

    static void putShort(byte[] b, int at, int value) {
        SHORT.set(b, at, (short) value);
    }

    static void putInt(byte[] b, int at, int value) {
        INT.set(b, at, value);
    }

    static void putLong(byte[] b, int at, long value) {
        LONG.set(b, at, value);
    }
}
