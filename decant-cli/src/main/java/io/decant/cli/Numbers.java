package io.decant.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Numbers {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private Numbers() {}

    /** {@code 1,204,000}; a dash for −1, which means unknown. */
    static String count(long value) {
        return value < 0 ? "-" : String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1,204,000 rows} or {@code 1 row}. */
    static String count(long value, String singular) {
        return count(value) + " " + singular + (value == 1 ? "" : "s");
    }

    /** {@code 812 B}, {@code 4.1 MB}: steps of 1024, as {@code --part-size} counts; a dash for −1. */
    static String bytes(long value) {
        if (value < 0) {
            return "-";
        }
        double scaled = value;
        int unit = 0;
        while (scaled >= 1023.95 && unit < UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return unit == 0 ? value + " B" : String.format(Locale.ROOT, "%.1f %s", scaled, UNITS[unit]);
    }

    /** The first 16 of a digest's hex digits: enough to see that two are the same; {@code --json} has all. */
    static String digest(String hex) {
        return hex.length() > 16 ? hex.substring(0, 16) : hex;
    }

    /** {@code 45 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
