package io.decant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong, as lines for people: of each kind the first few, and how many more there are. */
final class Findings {
    private static final int OF_A_KIND = 5;
    private static final int MOST = 200;

    private final List<String> lines = new ArrayList<>();
    private final Map<String, Long> kinds = new HashMap<>();

    /**
     * @param kind what findings are counted together under, and how the rest of them is named: {@code table x: …}
     * @param where file and line, or empty where the kind says it all
     */
    void add(String kind, String where) {
        long count = kinds.merge(kind, 1L, Long::sum);
        if (count <= OF_A_KIND && lines.size() < MOST) {
            lines.add(where.isEmpty() ? kind : where + ": " + kind);
        }
    }

    int size() {
        return kinds.size();
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        kinds.forEach((kind, count) -> {
            if (count > OF_A_KIND) {
                all.add("and " + (count - OF_A_KIND) + " more: " + kind);
            }
        });
        return all;
    }
}
