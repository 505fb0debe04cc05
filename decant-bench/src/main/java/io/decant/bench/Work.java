package io.decant.bench;

import java.util.List;

/**
 * Work that several contenders do, each in its way.
 *
 * @param name a word
 * @param baseline the name of the contender that ratios are to
 * @param contenders at least one
 * @param preparation before each run, not measured
 * @param check after each run, not measured
 */
record Work(
        String name, String title, String baseline, List<Contender> contenders, Preparation preparation, Check check) {
    Work {
        contenders = List.copyOf(contenders);
        if (contenders.stream().noneMatch(c -> c.name().equals(baseline))) {
            throw new IllegalArgumentException("the baseline " + baseline + " is no contender of " + name);
        }
    }

    /** Makes the place ready. */
    @FunctionalInterface
    interface Preparation {
        void run() throws Exception;
    }

    /** Looks at what a contender has made: figures of one that did less work are worth nothing. */
    @FunctionalInterface
    interface Check {
        /** @throws BenchException if it is not what it should be */
        void run(Contender contender) throws Exception;
    }
}
