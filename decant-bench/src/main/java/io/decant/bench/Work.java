package io.decant.bench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work that several contenders do, each in its way.
 *
 * @param name a word
 * @param baseline the name of the contender that ratios are to
 * @param contenders at least one
 * @param preparation before each run, not measured
 * @param check after each run, not measured
 * @param others who use the database beside each run; null where nobody does
 */
record Work(
        String name,
        String title,
        String baseline,
        List<Contender> contenders,
        Preparation preparation,
        Check check,
        @Nullable Others others) {
    Work {
        contenders = List.copyOf(contenders);
        if (contenders.stream().noneMatch(c -> c.name().equals(baseline))) {
            throw new IllegalArgumentException("the baseline " + baseline + " is no contender of " + name);
        }
    }

    /** Work that has the server for itself. */
    Work(String name, String title, String baseline, List<Contender> contenders, Preparation preparation, Check check) {
        this(name, title, baseline, contenders, preparation, check, null);
    }

    /** The same for some of the contenders. */
    Work among(List<Contender> kept) {
        return new Work(name, title, baseline, kept, preparation, check, others);
    }

    /** Begins what others do. */
    @FunctionalInterface
    interface Others {
        Foreground start() throws Exception;
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
