package io.decant.archive;

/** An unsigned sum modulo 2^256. */
final class Sum256 {
    /** Least significant first. */
    private final long[] limbs = new long[4];

    /** Adds 32 bytes, big-endian. */
    void add(byte[] bytes, int offset) {
        long carry = 0;
        for (int limb = 0; limb < 4; limb++) {
            carry = addLimb(limb, bigEndian(bytes, offset + 24 - 8 * limb), carry);
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

    private static long bigEndian(byte[] b, int at) {
        long value = 0;
        for (int i = at; i < at + 8; i++) {
            value = value << 8 | (b[i] & 0xFF);
        }
        return value;
    }

    String hex() {
        return Hashes.hex(limbs[3]) + Hashes.hex(limbs[2]) + Hashes.hex(limbs[1]) + Hashes.hex(limbs[0]);
    }
}
