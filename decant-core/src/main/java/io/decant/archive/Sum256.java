package io.decant.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** An unsigned sum modulo 2^256. */
final class Sum256 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Least significant first. */
    private final long[] limbs = new long[4];

    /** Adds 32 bytes, big-endian. */
    void add(byte[] bytes, int offset) {
        long carry = 0;
        for (int limb = 0; limb < 4; limb++) {
            carry = addLimb(limb, (long) LONG.get(bytes, offset + 24 - 8 * limb), carry);
        }
    }

    void add(Sum256 other) {
        long carry = 0;
        for (int limb = 0; limb < 4; limb++) {
            carry = addLimb(limb, other.limbs[limb], carry);
        }
    }

    private long addLimb(int limb, long more, long carry) {
        long first = limbs[limb] + more;
        long second = first + carry;
        limbs[limb] = second;
        boolean over = Long.compareUnsigned(first, more) < 0 || Long.compareUnsigned(second, first) < 0;
        return over ? 1 : 0;
    }

    String hex() {
        return Hashes.hex(limbs[3]) + Hashes.hex(limbs[2]) + Hashes.hex(limbs[1]) + Hashes.hex(limbs[0]);
    }
}
