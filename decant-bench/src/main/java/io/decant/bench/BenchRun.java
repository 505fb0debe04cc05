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

    /** @param verb {@code export}, {@code import}, {@code scale}, {@code latency} or {@code all} */
    Report of(String verb) throws Exception {
        SourceData data = new SourceData(site.server(), log);
        Rounds runner = new Rounds(site, new Meter(site.server(), site.place().logs()), log);
        var facts = Machine.facts(site);
        List<WorkResult> results = new ArrayList<>();
        for (Work work : works(verb, data)) {
            results.add(runner.run(chosen(work), rounds));
        }
        return new Report(facts, sizes, rounds, results);
    }

    private List<Work> works(String verb, SourceData data) throws Exception {
        boolean all = verb.equals("all");
        List<Work> works = new ArrayList<>();
        if (all || verb.equals("export")) {
            String source = data.source(sizes);
            works.add(ExportWork.large(site, source));
            works.add(ExportWork.small(site, source));
            works.add(VerifyWork.of(site, source));
        }
        if (all || verb.equals("latency")) {
            works.add(LatencyWork.of(site, data.source(sizes)));
        }
        if (all || verb.equals("import")) {
            works.add(ImportWork.of(site, data, sizes));
        }
        if (all || verb.equals("scale")) {
            works.add(StartWork.of(site, data));
            works.addAll(ScaleWork.all(site, data, sizes));
        }
        return works;
    }

    private Work chosen(Work work) {
        List<Contender> kept = work.contenders().stream()
                .filter(c ->
                        only.isEmpty() || only.contains(c.name()) || c.name().equals(work.baseline()))
                .toList();
        return work.among(kept);
    }
}
