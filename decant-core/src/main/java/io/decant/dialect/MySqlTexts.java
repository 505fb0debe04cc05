package io.decant.dialect;

import io.decant.dialect.MySqlTypes.Declared;
import io.decant.record.CanonicalText;
import io.decant.record.RecordBuffer;
import io.decant.schema.ColumnType;
import io.decant.schema.TypeKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Text, and what is kept as text. */
final class MySqlTexts {
    private MySqlTexts() {}

    /**
     * What a column of text would change without an error, even in strict mode: it cuts spaces that are too many, drops
     * those at the end of {@code char}, and takes the nearest member of an {@code enum} or {@code set}.
     *
     * @param members of an enum or set, empty for other types
     */
    record Limits(Declared declared, List<String> members, MySqlCharset charset) {
        static Limits of(String nativeType) {
            Declared declared = Declared.of(nativeType);
            boolean lists = declared.name().equals("enum") || declared.name().equals("set");
            return new Limits(
                    declared, lists ? MySqlTypes.members(nativeType) : List.of(), MySqlCharset.of(nativeType));
        }

        String fit(String text) {
            boolean spaceEnds = text.endsWith(" ");
            if (declared.padded() && spaceEnds) {
                throw new UnfitValueException("spaces at its end would be lost in a padded CHAR column");
            }
            if (spaceEnds && declared.size() >= 0 && text.codePointCount(0, text.length()) > declared.size()) {
                throw new UnfitValueException("it has more than " + declared.size() + " characters");
            }
            if (spaceEnds && tooManyBytes(text)) {
                throw new UnfitValueException("it has more than " + MySqlTypes.bytes(declared.name()) + " bytes");
            }
            if (!members.isEmpty()) {
                refuseOthers(text);
            }
            return text;
        }

        /** Whether it certainly has more bytes than a type without a length in characters holds. */
        boolean tooManyBytes(String text) {
            int most = MySqlTypes.bytes(declared.name());
            return most >= 0 && text.length() > most / 4 && charset.bytes(text) > most;
        }

        private void refuseOthers(String text) {
            if (declared.name().equals("enum") ? !members.contains(text) : !text.isEmpty() && !inOrder(text)) {
                throw new UnfitValueException("it is not one that the column's " + declared.name() + " lists");
            }
        }

        private boolean inOrder(String text) {
            int last = -1;
            for (String member : Arrays.asList(text.split(",", -1))) {
                int place = members.indexOf(member);
                if (place <= last) {
                    return false;
                }
                last = place;
            }
            return true;
        }
    }

    record Text(Limits limits) implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            CanonicalText.text(out, text);
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            return limits.fit(MySqlText.string(bytes, offset, length));
        }
    }

    /** Canonical text of another type in a column of text. */
    record AsText(ColumnType type, Limits limits) implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            int start = out.size();
            CanonicalText.text(out, text);
            if (type.kind() != TypeKind.JSON && type.kind() != TypeKind.OTHER) {
                CanonicalText.check(type, out.bytes(), start, out.size() - start);
            }
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            return limits.fit(MySqlText.string(bytes, offset, length));
        }
    }

    /** The server's own text, taken as it is: types that no other product has, and what a model calls {@code other}. */
    record Own() implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            CanonicalText.text(out, text);
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            return MySqlText.string(bytes, offset, length);
        }
    }

    /** @param upper whether the column's text is in upper case */
    record UuidText(boolean upper) implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            int start = out.size();
            if (!text.equals(upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT))) {
                throw new UnfitValueException(
                        "it is a uuid in another case; say \"stored: upper\" or \"lower\" in the model");
            }
            CanonicalText.text(out, text.toLowerCase(Locale.ROOT));
            CanonicalText.parseUuid(out.bytes(), start, out.size() - start);
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            String text = CanonicalText.parseUuid(bytes, offset, length).toString();
            return upper ? text.toUpperCase(Locale.ROOT) : text;
        }
    }

    /** MySQL's own JSON, which keeps whole numbers of 64 bits and doubles, and no other number exactly. */
    record ParsedJson() implements MySqlText {
        @Override
        public void append(String text, RecordBuffer out) {
            CanonicalText.text(out, text);
        }

        @Override
        public String value(byte[] bytes, int offset, int length) {
            String text = MySqlText.string(bytes, offset, length);
            MySqlJson.requireExactNumbers(text);
            return text;
        }
    }
}
