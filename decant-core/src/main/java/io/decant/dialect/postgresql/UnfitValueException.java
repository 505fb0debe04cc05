package io.decant.dialect.postgresql;

/**
 * A value that one side has and the other cannot hold exactly. The message says why, without the value; whoever knows the
 * table and the column adds them.
 */
public final class UnfitValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnfitValueException(String message) {
        super(message, null, false, false); // met once a row by a check of values: no stack trace
    }
}
