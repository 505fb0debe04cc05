package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;

/** Numbers that an option takes. */
final class Ranges {
    private Ranges() {}

    static void check(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new DecantException(ErrorCode.USAGE, option + " takes " + least + " to " + most);
        }
    }
}
