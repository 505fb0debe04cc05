package io.decant.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Aligned columns of plain text, for people. Names from catalogs cannot steer the terminal: control characters show as ?. */
final class TextTable {
    private final List<String[]> lines = new ArrayList<>();
    private final boolean[] right;

    /** @param headings one a column; those that begin with {@code >} stand, with their cells, at the right */
    TextTable(String... headings) {
        right = new boolean[headings.length];
        String[] plain = new String[headings.length];
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(">");
            plain[i] = right[i] ? headings[i].substring(1) : headings[i];
        }
        lines.add(plain);
    }

    TextTable row(String... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + right.length + " columns");
        }
        lines.add(Arrays.stream(cells).map(TextTable::printable).toArray(String[]::new));
        return this;
    }

    void print(PrintStream out) {
        int[] widths = new int[right.length];
        for (String[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                widths[i] = Math.max(widths[i], width(line[i]));
            }
        }
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                String padding = " ".repeat(widths[i] - width(line[i]));
                text.append(i == 0 ? "" : "  ");
                text.append(right[i] ? padding + line[i] : line[i] + padding);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    /** The text without characters that move the cursor or change colours. */
    static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
