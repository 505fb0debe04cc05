package io.decant.record;

/**
 * An interval in the three units that cannot be turned into each other. Any of them may be negative.
 *
 * @param months years are 12 months
 * @param days days, which need not have 24 hours
 * @param micros microseconds
 */
public record CanonicalInterval(int months, int days, long micros) {}
