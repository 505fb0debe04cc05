package io.decant;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast rows may be read, all connections together.
 *
 * @param perSecond how many rows, at least 1; or bytes, at least {@link #LEAST_BYTES}, of the rows as they leave: plain CSV
 * @param unit what is counted
 */
public record MaxRate(long perSecond, Unit unit) {
    /** 1 KB. */
    public static final long LEAST_BYTES = 1L << 10;

    /** 1,024 GB. */
    public static final long MOST_BYTES = 1L << 40;

    public static final long MOST_ROWS = 1_000_000_000;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,13})\\s*(?:(ROWS?)|([KMG]?)I?B)\\s*/\\s*S");

    /** What a rate counts. */
    public enum Unit {
        ROWS,
        BYTES
    }

    public MaxRate {
        boolean rows = unit == Unit.ROWS;
        if (perSecond < (rows ? 1 : LEAST_BYTES) || perSecond > (rows ? MOST_ROWS : MOST_BYTES)) {
            throw new IllegalArgumentException("must be 1rows/s to 1000000000rows/s, or 1KB/s to 1024GB/s");
        }
    }

    /**
     * Reads {@code 50000rows/s}, {@code 20MB/s}, {@code 64KB/s} or {@code 65536B/s}; steps of 1024.
     *
     * @throws IllegalArgumentException that says what would be right
     */
    public static MaxRate of(String text) {
        Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("is not a rate; write 50000rows/s, 20MB/s or 512KB/s");
        }
        long number = Long.parseLong(form.group(1));
        if (form.group(2) != null) {
            return new MaxRate(number, Unit.ROWS);
        }
        long step = switch (form.group(3)) {
            case "K" -> 1L << 10;
            case "M" -> 1L << 20;
            case "G" -> 1L << 30;
            default -> 1;
        };
        return new MaxRate(Math.min(number, MOST_BYTES / step + 1) * step, Unit.BYTES);
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return perSecond + (unit == Unit.ROWS ? "rows/s" : "B/s");
    }
}
