package io.decant.cli;

import java.io.PrintStream;
import java.util.List;

/** What people should know and need not act on now. */
final class Notes {
    private Notes() {}

    static void print(List<String> notes, PrintStream out) {
        if (notes.isEmpty()) {
            return;
        }
        out.println();
        for (String note : notes) {
            out.println("note: " + TextTable.printable(note));
        }
    }
}
