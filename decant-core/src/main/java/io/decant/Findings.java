package io.decant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong, as lines for people: of each kind the first few, and how many more there are. Not thread-safe. */
final class Findings {
    /** Findings of a kind that are told one by one. */
    static final int OF_A_KIND = 5;

    private static final int MOST = 200;

    private record Line(String kind, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Long> kinds = new LinkedHashMap<>();

    /**
     * @param kind what findings are counted together under, and how the rest of them is named: {@code table x: …}
     * @param where file and line, or empty where the kind says it all
     */
    void add(String kind, String where) {
        long count = kinds.merge(kind, 1L, Long::sum);
        if (count <= OF_A_KIND && lines.size() < MOST) {
            lines.add(new Line(kind, where.isEmpty() ? kind : where + ": " + kind));
        }
    }

    /** Counts findings of a kind whose lines are not wanted. */
    void more(String kind, long count) {
        if (count > 0) {
            kinds.merge(kind, count, Long::sum);
        }
    }

    /** Adds what others found, as if it were found here after all that was found before. */
    void addAll(Findings others) {
        Map<String, Long> unseen = new LinkedHashMap<>(others.kinds);
        for (Line line : others.lines) {
            if (kinds.merge(line.kind, 1L, Long::sum) <= OF_A_KIND && lines.size() < MOST) {
                lines.add(line);
            }
            unseen.merge(line.kind, -1L, Long::sum);
        }
        unseen.forEach(this::more);
    }

    boolean isEmpty() {
        return kinds.isEmpty();
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(lines.stream().map(Line::text).toList());
        kinds.forEach((kind, count) -> {
            if (count > OF_A_KIND) {
                all.add("and " + (count - OF_A_KIND) + " more: " + kind);
            }
        });
        return all;
    }
}
