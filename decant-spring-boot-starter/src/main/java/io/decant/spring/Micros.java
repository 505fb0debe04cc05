package io.decant.spring;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the job database has them: microseconds since 1970 in UTC, one meaning in every product. */
public final class Micros {
    private Micros() {}

    /** What is finer is cut off. */
    public static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
