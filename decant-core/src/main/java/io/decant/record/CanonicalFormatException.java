package io.decant.record;

/** A text is not exactly the canonical text of its type. The message says what is wrong and never quotes the text. */
public final class CanonicalFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CanonicalFormatException(String message) {
        super(message);
    }
}
