package io.decant.plan;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** References that names suggest and nobody declared: {@code post_id} beside a table {@code posts}. Only ever asked, never used. */
final class ReferenceGuess {
    private final ResolvedModel model;

    ReferenceGuess(ResolvedModel model) {
        this.model = model;
    }

    /** Candidates, in the order of the table's columns. */
    List<ForeignKey> candidates(Table child) {
        List<ForeignKey> guesses = new ArrayList<>();
        for (Column column : child.columns()) {
            boolean declared = model.references(child.name()).stream()
                    .anyMatch(r -> r.columns().contains(column.name()));
            if (!declared) {
                model.tables().values().stream()
                        .filter(parent -> !parent.equals(child))
                        .forEach(parent -> named(column, parent)
                                .ifPresent(key -> guesses.add(new ForeignKey(
                                        child.name() + "(" + column.name() + ")",
                                        child.name(),
                                        List.of(column.name()),
                                        parent.name(),
                                        List.of(key),
                                        Enforcement.NONE))));
            }
        }
        return guesses;
    }

    /** The key that a column of this name would hold: {@code post_id} that of posts, {@code post_slug} their unique slug. */
    private static Optional<String> named(Column column, Table parent) {
        return Stream.concat(Stream.of(parent.primaryKey()), parent.uniqueKeys().stream())
                .filter(key -> key.size() == 1)
                .map(key -> key.get(0))
                .filter(key -> named(column, parent, key))
                .findFirst();
    }

    private static boolean named(Column column, Table parent, String key) {
        List<String> words = TenantWords.words(column.name());
        List<String> table = TenantWords.words(parent.name().name());
        boolean endsInKey = words.size() > 1 && words.get(words.size() - 1).equals(last(TenantWords.words(key)));
        List<String> stem = endsInKey ? words.subList(0, words.size() - 1) : words;
        boolean asked = endsInKey || parent.primaryKey().equals(List.of(key));
        return asked
                && parent.requireColumn(key).type().kind() == column.type().kind()
                && !table.isEmpty()
                && stem.size() >= table.size()
                && sameThing(stem.subList(stem.size() - table.size(), stem.size()), table);
    }

    private static boolean sameThing(List<String> stem, List<String> table) {
        int last = table.size() - 1;
        return stem.subList(0, last).equals(table.subList(0, last))
                && TenantWords.isWord(table.get(last), stem.get(last));
    }

    private static String last(List<String> words) {
        return words.isEmpty() ? "" : words.get(words.size() - 1);
    }
}
