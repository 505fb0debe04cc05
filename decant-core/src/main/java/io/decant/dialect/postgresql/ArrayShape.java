package io.decant.dialect.postgresql;

import java.util.Arrays;

/** Finds out the dimensions of an array from its nesting, and whether it is rectangular. */
final class ArrayShape {
    /** PostgreSQL's limit. */
    private static final int MOST_DIMENSIONS = 6;

    private final int[] sizes = new int[MOST_DIMENSIONS];
    private final int[] counts = new int[MOST_DIMENSIONS];
    private int depth;
    private int leafDepth;
    private boolean nulls;

    ArrayShape() {
        Arrays.fill(sizes, -1);
    }

    void begin() {
        if (depth > 0) {
            counts[depth - 1]++;
        }
        if (depth == MOST_DIMENSIONS) {
            throw new UnfitValueException("an array of more than " + MOST_DIMENSIONS + " dimensions");
        }
        counts[depth++] = 0;
    }

    void end() {
        depth--;
        if (sizes[depth] < 0) {
            sizes[depth] = counts[depth];
        }
        boolean emptyInside = counts[depth] == 0 && depth > 0;
        if (sizes[depth] != counts[depth] || emptyInside) {
            throw new UnfitValueException("PostgreSQL has only rectangular arrays, and no empty ones in others");
        }
    }

    void element(boolean isNull) {
        nulls |= isNull;
        counts[depth - 1]++;
        if (leafDepth == 0) {
            leafDepth = depth;
        } else if (leafDepth != depth) {
            throw new UnfitValueException("PostgreSQL has no arrays that mix elements and arrays");
        }
    }

    /** 0 for the empty array. */
    int dimensions() {
        return leafDepth;
    }

    int size(int dimension) {
        return sizes[dimension];
    }

    boolean nulls() {
        return nulls;
    }
}
