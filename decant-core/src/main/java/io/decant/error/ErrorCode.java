package io.decant.error;

import java.util.Locale;

/**
 * Why something did not work. Names are stable: they appear in {@code --json} output and problem documents.
 *
 * <p>Each code has one {@link Outcome}; nothing else decides an exit code.
 */
public enum ErrorCode {
    /** A defect of Decant itself. */
    INTERNAL(Outcome.FAULT),

    /** The call's words are off: an option, a combination, an output place that is taken. */
    USAGE(Outcome.USAGE),
    /** {@code decant.yaml} cannot be read, or says something that the schema does not know. */
    MODEL_INVALID(Outcome.USAGE),
    /** No driver or no dialect for the JDBC URL. */
    PRODUCT_UNKNOWN(Outcome.USAGE),

    /** Tables without a place in the model, or a plan that would leak or dangle. */
    PLAN_REFUSED(Outcome.NO),
    TENANT_UNKNOWN(Outcome.NO),
    /** The archive's content is not what its manifest says. */
    CONTENT_WRONG(Outcome.NO),
    /** Rows in the target already hold a key or unique value, or belong to the tenant. */
    IMPORT_COLLISION(Outcome.NO),
    /** The import breaks a rule: triggers, foreign tenant values, parents outside the archive. */
    IMPORT_REFUSED(Outcome.NO),
    /** A value that the archive's format or the target cannot hold exactly. */
    VALUE_UNREPRESENTABLE(Outcome.NO),
    /** Rows read back after an import do not equal the rows that were written. */
    PROOF_FAILED(Outcome.NO),

    /** The database cannot be reached, refuses the login, or fails a statement. */
    DATABASE(Outcome.DATABASE),
    /** The snapshot of an export grew older than it was allowed to. */
    SNAPSHOT_EXPIRED(Outcome.DATABASE),

    /** No manifest, or one that cannot be read. */
    ARCHIVE_UNREADABLE(Outcome.ARCHIVE),
    /** A format version or a required feature that this version does not know. */
    ARCHIVE_UNSUPPORTED(Outcome.ARCHIVE),
    /** Writing or reading files failed: disk full, permission. */
    STORAGE(Outcome.ARCHIVE),

    SCHEMA_MISMATCH(Outcome.SCHEMA),

    INTERRUPTED(Outcome.INTERRUPTED);

    private final Outcome outcome;

    ErrorCode(Outcome outcome) {
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** The name as problem documents have it: {@code plan-refused}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the caller is told: the process exit code. */
    public enum Outcome {
        FAULT(1),
        USAGE(2),
        NO(3),
        DATABASE(4),
        ARCHIVE(5),
        SCHEMA(6),
        INTERRUPTED(130);

        private final int exitCode;

        Outcome(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }
}
