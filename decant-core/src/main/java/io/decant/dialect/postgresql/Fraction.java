package io.decant.dialect.postgresql;

/** The fraction digits that a column keeps: the server rounds others away without a word, so they are refused here. */
final class Fraction {
    static final long NANOS_PER_MICRO = 1000;

    private final long unitNanos;

    /** @param digits of a second, 0 to 6 */
    Fraction(int digits) {
        long unit = 1_000_000_000;
        for (int i = 0; i < digits; i++) {
            unit /= 10;
        }
        this.unitNanos = unit;
    }

    /** @throws UnfitValueException if there are more digits than the column keeps */
    long micros(long nanos) {
        if (nanos % unitNanos != 0) {
            throw new UnfitValueException("more fraction digits of a second than the column keeps");
        }
        return nanos / NANOS_PER_MICRO;
    }
}
