package io.decant.cli;

/** Words for a command line that a person may paste. */
final class Shell {
    private Shell() {}

    /** The word as a POSIX shell reads it back, quoted only where it must be. */
    static String quote(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
