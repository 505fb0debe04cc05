package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.TypeKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a column holds, told from samples where the declared type says too little. Every sample must agree; without
 * samples nothing is told.
 */
final class TypeGuess {
    private static final Pattern UUID = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";
    private static final Pattern DATE = Pattern.compile(DAY);
    private static final String TIME = "\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?";
    private static final Pattern SPACED = Pattern.compile(DAY + " " + TIME);
    private static final Pattern SPACED_UTC = Pattern.compile(DAY + " " + TIME + "(Z|\\+00:00)");
    private static final Pattern ISO = Pattern.compile(DAY + "T" + TIME);
    private static final Pattern ISO_UTC = Pattern.compile(DAY + "T" + TIME + "Z");
    private static final Pattern JSON = Pattern.compile("(\\{\\s*(\".*)?\\}|\\[.*\\])", Pattern.DOTALL);
    private static final Pattern UNIX = Pattern.compile("[1-3]\\d{9}");
    private static final Pattern UNIX_MILLIS = Pattern.compile("[1-3]\\d{12}");
    private static final Set<String> OF_A_FLAG = Set.of(
            "is",
            "has",
            "can",
            "allow",
            "allows",
            "enable",
            "use",
            "uses",
            "show",
            "hide",
            "active",
            "archived",
            "blocked",
            "closed",
            "default",
            "deleted",
            "disabled",
            "done",
            "enabled",
            "hidden",
            "locked",
            "open",
            "paid",
            "pinned",
            "public",
            "published",
            "read",
            "urgent",
            "verified",
            "visible");

    private TypeGuess() {}

    /**
     * A column's rule in YAML.
     *
     * @param rule such as {@code {type: uuid, stored: upper}}
     * @param sure false if it is only to be proposed
     * @param note for people, may be empty
     */
    record Guess(String rule, boolean sure, String note) {}

    static Optional<Guess> of(Column column, List<String> samples) {
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        return switch (column.type().kind()) {
            case TEXT -> ofText(samples);
            case INTEGER -> ofInteger(column.name(), samples);
            default -> Optional.empty();
        };
    }

    private static Optional<Guess> ofText(List<String> samples) {
        if (all(samples, UUID)) {
            boolean upper = samples.stream().allMatch(s -> s.equals(s.toUpperCase(Locale.ROOT)));
            boolean lower = samples.stream().allMatch(s -> s.equals(s.toLowerCase(Locale.ROOT)));
            return upper || lower
                    ? sure(upper && !lower ? "{type: uuid, stored: upper}" : "{type: uuid}", "")
                    : Optional.empty();
        }
        if (all(samples, SPACED) || all(samples, ISO)) {
            String stored = all(samples, ISO) ? "iso" : "iso-space";
            return sure(
                    "{type: timestamp, stored: " + stored + "}",
                    "if they are of one zone: {type: timestamptz, zone: UTC, stored: " + stored + "}");
        }
        if (all(samples, SPACED_UTC) || all(samples, ISO_UTC)) {
            String stored = all(samples, ISO_UTC) ? "iso" : "iso-space";
            return sure("{type: timestamptz, stored: " + stored + "}", "");
        }
        if (all(samples, DATE)) {
            return sure("{type: date}", "");
        }
        return all(samples, JSON) ? sure("{type: json}", "") : Optional.empty();
    }

    private static Optional<Guess> ofInteger(String name, List<String> samples) {
        List<String> words = TenantWords.words(name);
        if (samples.stream().allMatch(s -> s.equals("0") || s.equals("1"))) {
            boolean named = words.stream().anyMatch(OF_A_FLAG::contains);
            return Optional.of(new Guess("{type: boolean}", named, named ? "" : "if 0 and 1 are all it ever holds"));
        }
        boolean ofTime = !words.isEmpty() && Set.of("at", "on", "time", "date").contains(words.get(words.size() - 1));
        if (ofTime && (all(samples, UNIX) || all(samples, UNIX_MILLIS))) {
            String stored = all(samples, UNIX) ? "unix" : "unix-ms";
            return Optional.of(new Guess(
                    "{type: " + TypeKind.TIMESTAMPTZ.canonicalName() + ", stored: " + stored + "}",
                    false,
                    "if it is one"));
        }
        return Optional.empty();
    }

    private static Optional<Guess> sure(String rule, String note) {
        return Optional.of(new Guess(rule, true, note));
    }

    private static boolean all(List<String> samples, Pattern pattern) {
        return samples.stream().allMatch(s -> pattern.matcher(s).matches());
    }
}
