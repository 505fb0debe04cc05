package io.decant.error;

import org.jspecify.annotations.Nullable;

/**
 * The one exception that Decant throws. Its message names the table, column, file or line, and what to do next; it never
 * holds a row value.
 *
 * <p>A cause is kept for the stack trace only: messages of drivers may quote row values, so they must be filtered before
 * they become part of this message.
 */
public final class DecantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public DecantException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public DecantException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
