package io.decant;

import io.decant.ImportOptions.Allowance;
import io.decant.schema.TableName;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One point in which a target's schema does not match an archive's. {@code docs/DRIFT.md} has the table of kinds.
 *
 * @param table in the target; of the archive where the target has no such table
 * @param column in the target, or of the archive where the target has no such column; null if it is not about one column
 * @param kind what differs
 * @param text for people, one line that names table and column
 */
public record SchemaDifference(TableName table, @Nullable String column, Kind kind, String text) {

    /** How bad a difference is. */
    public enum Grade {
        /** Nothing is lost; a row that breaks a rule of the target still refuses the import. */
        COMPATIBLE,
        /** Something is lost, and counted. */
        LOSSY,
        /** No import can go on. */
        INCOMPATIBLE;

        /** Whether an import with these allowances may go on. */
        public boolean allowedBy(Set<Allowance> allow) {
            return switch (this) {
                case COMPATIBLE -> !allow.isEmpty();
                case LOSSY -> allow.contains(Allowance.LOSSY);
                case INCOMPATIBLE -> false;
            };
        }

        /** The grade in lower case, as {@code --allow} has it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What differs. Names are stable: {@link #text()} appears in {@code --json} output. */
    public enum Kind {
        /** The target has no such table, or several. */
        TABLE_MISSING(Grade.INCOMPATIBLE),
        /** Two archived tables would be one. */
        TABLE_AMBIGUOUS(Grade.INCOMPATIBLE),
        /** The target has no such column: its values are left out. */
        COLUMN_MISSING(Grade.LOSSY),
        /** Two archived columns would be one. */
        COLUMN_AMBIGUOUS(Grade.INCOMPATIBLE),
        /** A column that the archive does not supply, and that does not supply itself. */
        COLUMN_REQUIRED(Grade.INCOMPATIBLE),
        /** The target computes what the archive has as plain values: these are left out. */
        COLUMN_COMPUTED(Grade.LOSSY),
        /** NOT NULL in the target, nullable in the archive: a NULL refuses the import. */
        NOT_NULL(Grade.COMPATIBLE),
        /** A shorter or smaller type: each value is looked at. */
        TYPE_NARROWER(Grade.LOSSY),
        /** Text where the target has arrays or a type of its own: each must be the text of such a value. */
        TYPE_FROM_TEXT(Grade.COMPATIBLE),
        /** A type of the source's own becomes its text. */
        TYPE_AS_TEXT(Grade.LOSSY),
        /** A type that holds nothing of the archive's. */
        TYPE_OTHER(Grade.INCOMPATIBLE),
        /** The target's primary key has the archive's columns and more. */
        PRIMARY_KEY_WIDER(Grade.COMPATIBLE),
        /** The target has a primary key, the archive's table none. */
        PRIMARY_KEY_EXTRA(Grade.COMPATIBLE),
        /** A unique key without NULLs stands in the primary key's place. */
        PRIMARY_KEY_AS_UNIQUE(Grade.COMPATIBLE),
        /** Nothing in the target tells apart the rows that the archive's primary key does. */
        PRIMARY_KEY_MISSING(Grade.INCOMPATIBLE),
        /** The target's primary key may be the same for rows that the archive's tells apart. */
        PRIMARY_KEY_OTHER(Grade.INCOMPATIBLE),
        UNIQUE_KEY_MISSING(Grade.COMPATIBLE),
        /** Rows that break it refuse the import. */
        UNIQUE_KEY_EXTRA(Grade.COMPATIBLE),
        REFERENCE_MISSING(Grade.COMPATIBLE),
        /** Rows that break it refuse the import. */
        REFERENCE_EXTRA(Grade.COMPATIBLE);

        private final Grade grade;

        Kind(Grade grade) {
            this.grade = grade;
        }

        public Grade grade() {
            return grade;
        }

        /** The stable name, such as {@code column-missing}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Grade grade() {
        return kind.grade();
    }

    /** The line for people with its kind and grade. */
    public String line() {
        return text + " [" + kind.text() + ", " + grade().text() + "]";
    }
}
