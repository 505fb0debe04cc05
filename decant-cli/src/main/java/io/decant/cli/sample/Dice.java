package io.decant.cli.sample;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;

/** Chance that can be repeated: the same seed, tenant, table and row number always give the same throws. */
final class Dice {
    private final SplittableRandom random;

    private Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Dice for one row. Rows do not depend on each other, so any of them can be made alone. */
    static Dice of(long tenantSeed, String table, long row) {
        return new Dice(mix(tenantSeed ^ mix(table.hashCode()) ^ mix(row * 0x9E3779B97F4A7C15L)));
    }

    /** A tenant's seed: it depends on its name, not on its place among the tenants. */
    static long tenantSeed(long seed, String tenant) {
        long mixed = seed;
        for (byte b : tenant.getBytes(StandardCharsets.UTF_8)) {
            mixed = mix(mixed * 31 + b);
        }
        return mixed;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long between(long low, long highInclusive) {
        return low + random.nextLong(highInclusive - low + 1);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    /** A random UUID of version 4. */
    UUID uuid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
        return new UUID(high, low);
    }

    /** Steele, Lea, Flood: Fast splittable pseudorandom number generators (2014), the finishing step. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
