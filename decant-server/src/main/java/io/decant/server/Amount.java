package io.decant.server;

import io.decant.plan.TenantKey;
import java.util.Locale;

/** Numbers and names as the console's pages show them. */
final class Amount {
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private Amount() {}

    /** {@code 1,204,000}. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@code 1,204,000 rows}, {@code 1 row}. */
    static String count(long value, String singular) {
        return count(value) + " " + singular + (value == 1 ? "" : "s");
    }

    /** {@code 812 B}, {@code 4.1 MB}: steps of 1024. */
    static String bytes(long value) {
        double scaled = value;
        int unit = 0;
        while (scaled >= 1023.95 && unit < UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return unit == 0 ? value + " B" : String.format(Locale.ROOT, "%.1f %s", scaled, UNITS[unit]);
    }

    /** The columns of its key, with slashes between. */
    static String tenant(TenantKey tenant) {
        return String.join(" / ", tenant.values());
    }
}
