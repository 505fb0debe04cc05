package io.decant.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Words that products use for a tenant. */
final class TenantWords {
    /** The likeliest first. */
    private static final List<String> WORDS = List.of(
            "tenant",
            "organization",
            "organisation",
            "account",
            "workspace",
            "company",
            "customer",
            "client",
            "team",
            "org",
            "shop",
            "store",
            "site",
            "application",
            "app",
            "project",
            "school",
            "community",
            "clinic");

    private static final List<String> OF_A_ROOT = List.of("info", "infos", "data", "record");

    private TenantWords() {}

    /** How likely a table of this name has one row per tenant: 0 is likeliest; empty if its name says nothing. */
    static Optional<Integer> rank(String table) {
        List<String> words = words(table);
        for (int i = 0; i < WORDS.size(); i++) {
            String word = WORDS.get(i);
            boolean alone = words.size() == 1 || (words.size() == 2 && OF_A_ROOT.contains(words.get(1)));
            if (!words.isEmpty() && alone && isWord(words.get(0), word)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Whether a column's name speaks of a tenant, such as {@code OrgId} or {@code tenant}. */
    static boolean inColumn(String column) {
        List<String> words = words(column);
        return !words.isEmpty() && WORDS.stream().anyMatch(w -> isWord(words.get(0), w));
    }

    /** One or many of the word. */
    static boolean isWord(String text, String word) {
        return text.equals(word)
                || text.equals(word + "s")
                || text.equals(word + "es")
                || (word.endsWith("y") && text.equals(word.substring(0, word.length() - 1) + "ies"));
    }

    /** {@code ApplicationEvents}, {@code application_events} and {@code APPLICATION-EVENTS} are two words, in lower case. */
    static List<String> words(String name) {
        String split = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2");
        return Stream.of(split.split("[^A-Za-z0-9]+", -1))
                .filter(w -> !w.isEmpty())
                .map(w -> w.toLowerCase(Locale.ROOT))
                .toList();
    }
}
