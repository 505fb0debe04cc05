package io.decant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Where keys were found wrong: of each kind how often, and the first few places. Thread-safe. */
final class KeyFindings {
    /** What can be wrong with a key, or with a reference. */
    enum Fault {
        DUPLICATE,
        ORPHAN,
        ALIKE
    }

    /** A fault of a key or a reference, by its number. */
    record Kind(Fault fault, int number) {}

    /**
     * @param part which part of the table, from 0
     * @param line in that part, from 1
     */
    record Place(int part, long line) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return part == other.part ? Long.compare(line, other.line) : Integer.compare(part, other.part);
        }
    }

    /** The first places, in order, and null where there are fewer. */
    private static final class Places {
        private final Place[] first = new Place[Findings.OF_A_KIND];
        private int size;
        private long count;

        private void add(Place place) {
            count++;
            if (size < first.length) {
                first[size++] = place;
            } else if (place.compareTo(first[size - 1]) < 0) {
                first[size - 1] = place;
            }
            Arrays.sort(first, 0, size);
        }
    }

    private final Map<Kind, Places> found = new HashMap<>();

    synchronized void add(Fault fault, int number, int part, long line) {
        found.computeIfAbsent(new Kind(fault, number), k -> new Places()).add(new Place(part, line));
    }

    /** Takes one of the first places of a kind. */
    @FunctionalInterface
    interface Naming {
        String of(Place place);
    }

    /**
     * Tells all that is of a kind.
     *
     * @return false if there is nothing
     */
    synchronized boolean tell(Fault fault, int number, String what, Naming where, Findings into) {
        Places places = found.get(new Kind(fault, number));
        if (places == null) {
            return false;
        }
        for (int i = 0; i < places.size; i++) {
            into.add(what, where.of(places.first[i]));
        }
        into.more(what, places.count - places.size);
        return true;
    }
}
