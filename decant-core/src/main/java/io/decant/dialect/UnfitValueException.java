package io.decant.dialect;

/** A value that a column or the archive cannot hold exactly. The message says why and never quotes the value. */
final class UnfitValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitValueException(String why) {
        super(why, null, false, false);
    }
}
