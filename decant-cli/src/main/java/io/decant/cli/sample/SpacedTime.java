package io.decant.cli.sample;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Times as the service writes them into SQLite: {@code 2024-03-11 14:38:10.1234567}, trailing zeros left out. */
final class SpacedTime {
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SpacedTime() {}

    static String text(Instant instant) {
        return FORMAT.format(instant);
    }
}
