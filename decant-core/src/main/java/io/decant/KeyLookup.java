package io.decant;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New keys by old ones, in memory: for whole numbers 16 bytes a key and at most as much again of room, so that ten million
 * take some 400 MB. Not thread-safe.
 */
final class KeyLookup {
    private static final int LONGEST_NUMBER = 18;

    private long[] olds = new long[64];
    private long[] news = new long[64];
    private boolean[] taken = new boolean[64];
    private int size;
    private final Map<String, String> texts = new HashMap<>();

    void put(String oldKey, String newKey) {
        if (isNumber(oldKey) && isNumber(newKey)) {
            if (size * 2 >= olds.length) {
                grow();
            }
            set(Long.parseLong(oldKey), Long.parseLong(newKey));
        } else {
            texts.put(oldKey, newKey);
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NUMBER
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }

    private void set(long oldKey, long newKey) {
        int slot = slot(oldKey);
        if (!taken[slot]) {
            taken[slot] = true;
            size++;
        }
        olds[slot] = oldKey;
        news[slot] = newKey;
    }

    private int slot(long key) {
        int slot = Long.hashCode(key * 0x9E3779B97F4A7C15L) & (olds.length - 1);
        while (taken[slot] && olds[slot] != key) {
            slot = (slot + 1) & (olds.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldOlds = olds;
        long[] oldNews = news;
        boolean[] oldTaken = taken;
        olds = new long[oldOlds.length * 2];
        news = new long[olds.length];
        taken = new boolean[olds.length];
        size = 0;
        for (int i = 0; i < oldOlds.length; i++) {
            if (oldTaken[i]) {
                set(oldOlds[i], oldNews[i]);
            }
        }
    }

    /** The new key of canonical text; null if there is none. */
    byte @Nullable [] find(byte[] bytes, int start, int length) {
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (isNumber(text)) {
            int slot = slot(Long.parseLong(text));
            if (taken[slot]) {
                return Long.toString(news[slot]).getBytes(StandardCharsets.US_ASCII);
            }
        }
        String found = texts.get(text);
        return found == null ? null : found.getBytes(StandardCharsets.UTF_8);
    }
}
