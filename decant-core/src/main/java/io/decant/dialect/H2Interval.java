package io.decant.dialect;

import io.decant.record.CanonicalInterval;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interval in H2: a number of months, or a length of time, cut into the units that the column's type names. A whole day
 * is 24 hours to it, so that only lengths below a day may stand beside days.
 *
 * @param first the largest unit of the type
 * @param last its smallest unit
 * @param digits of a second's fraction that the column keeps
 */
record H2Interval(Unit first, Unit last, int digits) implements H2Codec {
    private static final Pattern TYPE =
            Pattern.compile("INTERVAL ([A-Z]+)(?:\\(\\d+(?:, (\\d+))?\\))?(?: TO ([A-Z]+))?(?:\\((\\d+)\\))?");
    private static final Pattern TEXT = Pattern.compile("INTERVAL '(-?)([^']*)' .*");
    private static final Pattern PARTS = Pattern.compile("[-: ]");
    private static final int USUAL_DIGITS = 6;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** From the largest down; months are not made of seconds. */
    enum Unit {
        YEAR(12),
        MONTH(1),
        DAY(MICROS_PER_DAY),
        HOUR(3_600_000_000L),
        MINUTE(60_000_000L),
        SECOND(1_000_000L);

        private final long size;

        /** @param size months, or microseconds */
        Unit(long size) {
            this.size = size;
        }
    }

    /** @throws IllegalArgumentException if it is not an interval's type */
    static H2Interval of(String sql) {
        Matcher type = TYPE.matcher(sql);
        if (!type.matches()) {
            throw new IllegalArgumentException("not a type of intervals: " + sql);
        }
        Unit first = Unit.valueOf(type.group(1));
        Unit last = type.group(3) == null ? first : Unit.valueOf(type.group(3));
        String digits = type.group(2) != null ? type.group(2) : last == first ? null : type.group(4);
        return new H2Interval(
                first, last, last != Unit.SECOND ? 0 : digits == null ? USUAL_DIGITS : Integer.parseInt(digits));
    }

    private boolean ofMonths() {
        return first.compareTo(Unit.MONTH) <= 0;
    }

    @Override
    public Class<?> javaClass() {
        return String.class;
    }

    @Override
    public void append(Object value, RecordBuffer out) {
        Matcher text = TEXT.matcher((String) value);
        if (!text.matches()) {
            throw new UnfitValueException("it is an interval of a form that is not known");
        }
        long total = total(PARTS.split(text.group(2)));
        long signed = text.group(1).isEmpty() ? total : -total;
        if (ofMonths()) {
            CanonicalText.interval(out, Math.toIntExact(signed), 0, 0);
        } else if (first == Unit.DAY) {
            CanonicalText.interval(out, 0, Math.toIntExact(signed / MICROS_PER_DAY), signed % MICROS_PER_DAY);
        } else {
            CanonicalText.interval(out, 0, 0, signed);
        }
    }

    private long total(String[] parts) {
        List<Unit> units = units();
        long total = 0;
        for (int i = 0; i < parts.length; i++) {
            BigDecimal part = new BigDecimal(parts[i]).multiply(BigDecimal.valueOf(units.get(i).size));
            if (part.stripTrailingZeros().scale() > 0) {
                throw new UnfitValueException("it is an interval with parts of a microsecond");
            }
            total = Math.addExact(total, part.longValueExact());
        }
        return total;
    }

    private List<Unit> units() {
        return List.copyOf(EnumSet.range(first, last));
    }

    @Override
    public Object value(byte[] bytes, int offset, int length) {
        CanonicalInterval interval = CanonicalText.parseInterval(bytes, offset, length);
        long time = first == Unit.DAY ? interval.micros() % MICROS_PER_DAY : interval.micros();
        boolean kept = ofMonths()
                ? interval.days() == 0 && interval.micros() == 0
                : interval.months() == 0
                        && time == interval.micros()
                        && (first == Unit.DAY || interval.days() == 0)
                        && Long.signum(interval.days()) * Long.signum(time) >= 0;
        long total = ofMonths()
                ? interval.months()
                : Math.addExact(Math.multiplyExact(interval.days(), MICROS_PER_DAY), time);
        if (!kept || total % smallest() != 0) {
            throw new UnfitValueException("it has parts that the column's interval does not keep apart, or has not");
        }
        return text(total);
    }

    private long smallest() {
        long unit = last.size;
        for (int i = 0; i < digits && unit > 1; i++) {
            unit /= 10;
        }
        return unit;
    }

    private String text(long total) {
        StringBuilder text = new StringBuilder("INTERVAL '").append(total < 0 ? "-" : "");
        long rest = Math.abs(total);
        for (Unit unit : units()) {
            if (unit != first) {
                text.append(unit == Unit.MONTH ? '-' : unit == Unit.HOUR ? ' ' : ':');
            }
            text.append(rest / unit.size);
            rest %= unit.size;
        }
        if (last == Unit.SECOND) {
            text.append('.').append(String.format(Locale.ROOT, "%06d", rest));
        }
        text.append("' ").append(first);
        return (first == last ? text : text.append(" TO ").append(last)).toString();
    }
}
