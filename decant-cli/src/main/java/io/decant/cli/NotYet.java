package io.decant.cli;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.util.List;

/** Options whose other values are promised and not built yet. */
final class NotYet {
    private NotYet() {}

    static void only(String option, String value, String built, List<String> promised) {
        if (value.equals(built)) {
            return;
        }
        String what =
                promised.contains(value) ? option + " " + value + " is not there yet" : option + " takes " + built;
        throw new DecantException(ErrorCode.USAGE, what + "; this version knows " + option + " " + built + " only");
    }
}
