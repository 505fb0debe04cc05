package io.decant.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of the harness on a server that is there.
 *
 * @param only names of contenders to keep beside each baseline; empty for all
 */
record BenchRun(Site site, Sizes sizes, int rounds, List<String> only, PrintStream log) {
    BenchRun {
        only = List.copyOf(only);
    }

    /** Makes what is to be done: data, inputs, contenders. */
    @FunctionalInterface
    interface Works {
        List<Work> make() throws Exception;
    }

    /** @param clients as {@link Machine#facts} takes them */
    Report of(String clients, Works works) throws Exception {
        Rounds runner = new Rounds(site, new Meter(site.server(), site.place().logs()), log);
        var facts = Machine.facts(site, clients);
        List<WorkResult> results = new ArrayList<>();
        for (Work work : works.make()) {
            results.add(runner.run(chosen(work), rounds));
        }
        return new Report(facts, sizes, rounds, results);
    }

    private Work chosen(Work work) {
        List<Contender> kept = work.contenders().stream()
                .filter(c ->
                        only.isEmpty() || only.contains(c.name()) || c.name().equals(work.baseline()))
                .toList();
        return work.among(kept);
    }
}
