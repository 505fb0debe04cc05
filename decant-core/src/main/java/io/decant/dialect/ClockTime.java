package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instants stored as what a clock in a zone shows: exact only for times that it shows once. */
final class ClockTime {
    private ClockTime() {}

    static Instant instant(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            throw new UnfitValueException("the clocks of " + zone + " showed it twice or never");
        }
        return local.toInstant(offsets.get(0));
    }

    static LocalDateTime local(Instant instant, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
        instant(local, zone);
        return local;
    }

    /** Whether the model gives a column a zone whose clocks are put forward and back. */
    static boolean shifts(Column column) {
        ZoneId zone = zone(column);
        return zone != null && !zone.getRules().isFixedOffset();
    }

    /** The zone that the model gives a column, null if none. */
    static @Nullable ZoneId zone(Column column) {
        String zone = column.type().zone();
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw new DecantException(
                    ErrorCode.MODEL_INVALID, "column " + column.name() + ": unknown time zone " + zone, unknown);
        }
    }
}
