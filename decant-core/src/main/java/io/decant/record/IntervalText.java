package io.decant.record;

import java.util.Arrays;

/** ISO 8601 durations: parts that are zero left out, each part with its own sign, {@code PT0S} for nothing at all. */
final class IntervalText {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private IntervalText() {}

    static void append(RecordBuffer out, CanonicalInterval interval) {
        long micros = interval.micros();
        if (interval.months() == 0 && interval.days() == 0 && micros == 0) {
            out.appendAscii("PT0S");
            return;
        }
        out.append((byte) 'P');
        part(out, interval.months() / 12, 'Y');
        part(out, interval.months() % 12, 'M');
        part(out, interval.days(), 'D');
        if (micros != 0) {
            out.append((byte) 'T');
            long seconds = micros / MICROS_PER_SECOND;
            part(out, seconds / 3600, 'H');
            part(out, seconds / 60 % 60, 'M');
            seconds(out, seconds % 60, (int) (micros % MICROS_PER_SECOND));
        }
    }

    private static void part(RecordBuffer out, long value, char unit) {
        if (value != 0) {
            NumberText.integer(out, value);
            out.append((byte) unit);
        }
    }

    private static void seconds(RecordBuffer out, long seconds, int micros) {
        if (seconds == 0 && micros == 0) {
            return;
        }
        if (seconds == 0 && micros < 0) {
            out.append((byte) '-'); // -0 seconds: the sign belongs to the fraction
        }
        NumberText.integer(out, seconds);
        DateTimeText.fraction(out, Math.abs(micros), 6);
        out.append((byte) 'S');
    }

    static CanonicalInterval parse(byte[] b, int off, int len) {
        CanonicalInterval interval;
        try {
            interval = new Reader(b, off, off + len).read();
        } catch (ArithmeticException e) {
            throw new CanonicalFormatException("an interval that is too long");
        }
        RecordBuffer again = new RecordBuffer();
        append(again, interval);
        if (!Arrays.equals(again.bytes(), 0, again.size(), b, off, off + len)) {
            throw new CanonicalFormatException("not the canonical form of an interval");
        }
        return interval;
    }

    /** Reads numbers and units leniently; {@link #parse} compares what they print as. */
    private static final class Reader {
        private final byte[] b;
        private final int end;
        private int at;
        private long months;
        private long days;
        private long micros;

        Reader(byte[] b, int off, int end) {
            this.b = b;
            this.at = off;
            this.end = end;
        }

        CanonicalInterval read() {
            require(at < end && b[at++] == 'P');
            boolean time = false;
            while (at < end) {
                if (b[at] == 'T') {
                    time = true;
                    at++;
                } else {
                    part(time);
                }
            }
            return new CanonicalInterval(Math.toIntExact(months), Math.toIntExact(days), micros);
        }

        private void part(boolean time) {
            int sign = b[at] == '-' ? -1 : 1;
            int first = sign < 0 ? at + 1 : at;
            int stop = first;
            while (stop < end && Ascii.digit(b[stop])) {
                stop++;
            }
            require(stop > first && stop - first <= 18);
            long value = sign * Ascii.number(b, first, stop - first);
            int fractionEnd = stop;
            while (fractionEnd < end && (b[fractionEnd] == '.' || Ascii.digit(b[fractionEnd]))) {
                fractionEnd++;
            }
            long fraction = sign * DateTimeParser.fraction(b, stop, fractionEnd - stop, 6);
            require(fractionEnd < end);
            add(time, (char) b[fractionEnd], value, fraction);
            at = fractionEnd + 1;
        }

        private void add(boolean time, char unit, long value, long fraction) {
            require(fraction == 0 || (time && unit == 'S'));
            if (time) {
                long seconds = unit == 'H' ? 3600 : unit == 'M' ? 60 : 1;
                require(seconds > 1 || unit == 'S');
                long more = Math.addExact(Math.multiplyExact(value, seconds * MICROS_PER_SECOND), fraction);
                micros = Math.addExact(micros, more);
            } else if (unit == 'D') {
                days = Math.addExact(days, value);
            } else {
                require(unit == 'Y' || unit == 'M');
                months = Math.addExact(months, unit == 'Y' ? Math.multiplyExact(value, 12L) : value);
            }
        }

        private static void require(boolean holds) {
            if (!holds) {
                throw new CanonicalFormatException("not an interval in ISO 8601");
            }
        }
    }
}
