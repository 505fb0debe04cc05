package io.decant.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of the known names somebody may have meant. */
final class Nearest {
    private static final int MOST = 3;

    private Nearest() {}

    /** The closest name, however far; empty only if there are no names. */
    static Optional<String> of(String written, Collection<String> known) {
        return known.stream().min(byDistance(written));
    }

    /** {@code ; did you mean "a" or "b"?}, or nothing if no name is near. */
    static String hint(String written, Collection<String> known) {
        int limit = Math.max(2, written.length() / 2);
        List<String> near = known.stream()
                .distinct()
                .filter(name -> distance(written, name) <= limit || contains(written, name))
                .sorted(byDistance(written))
                .limit(MOST)
                .map(name -> '"' + name + '"')
                .toList();
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    private static Comparator<String> byDistance(String written) {
        return Comparator.<String>comparingInt(name -> distance(written, name)).thenComparing(name -> name);
    }

    private static boolean contains(String written, String name) {
        String a = written.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        return Math.min(a.length(), b.length()) > 3 && (a.contains(b) || b.contains(a));
    }

    /** Levenshtein's distance, letters compared without case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
