package io.decant.plan;

import java.util.List;

/** Two columns that together name rows of several tables: {@code subject_type} and {@code subject_id}. */
final class TypedPair {
    private static final List<String> IDS = List.of("id", "uuid", "key");

    private TypedPair() {}

    static boolean is(String type, String id) {
        List<String> words = TenantWords.words(type);
        List<String> other = TenantWords.words(id);
        int stem = words.size() - 1;
        return stem > 0
                && words.get(stem).equals("type")
                && other.size() == stem + 1
                && other.subList(0, stem).equals(words.subList(0, stem))
                && IDS.contains(other.get(stem));
    }
}
