package io.decant.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets contenders run in turns, so that what the machine does besides falls on all of them. Each round begins with
 * another one.
 */
final class Rounds {
    private final Site site;
    private final Meter meter;
    private final PrintStream log;

    Rounds(Site site, Meter meter, PrintStream log) {
        this.site = site;
        this.meter = meter;
        this.log = log;
    }

    /** @throws BenchException if the baseline fails; any other contender that does is left out from then on */
    WorkResult run(Work work, int rounds) throws Exception {
        Map<String, String> failures = new LinkedHashMap<>();
        Map<Contender, List<Reading>> readings = new LinkedHashMap<>();
        work.contenders().forEach(contender -> readings.put(contender, new ArrayList<>()));
        List<Contender> order = new ArrayList<>(work.contenders());
        for (int round = 1; round <= rounds; round++) {
            log.printf(Locale.ROOT, "%s, round %d of %d%n", work.name(), round, rounds);
            for (Contender contender : List.copyOf(order)) {
                try {
                    Reading reading = once(work, contender);
                    show(contender, reading);
                    readings.getOrDefault(contender, new ArrayList<>()).add(reading);
                } catch (BenchException e) {
                    if (contender.name().equals(work.baseline())) {
                        throw e;
                    }
                    log.println("  " + e.getMessage());
                    failures.put(contender.name(), String.valueOf(e.getMessage()));
                    readings.remove(contender);
                    order.remove(contender);
                }
            }
            Collections.rotate(order, -1);
        }
        List<Outcome> outcomes = new ArrayList<>();
        readings.forEach((contender, all) -> outcomes.add(new Outcome(contender, all)));
        return new WorkResult(work, outcomes, failures);
    }

    private void show(Contender contender, Reading reading) {
        log.printf(
                Locale.ROOT,
                "  %-22s %7.2f s, cpu %6.2f + %6.2f s, %4d MB%n",
                contender.name(),
                reading.wall(),
                reading.clientCpu(),
                reading.serverCpu(),
                reading.peakMemory() >> 20);
    }

    private Reading measure(Work.@Nullable Others others, Contender contender) throws Exception {
        if (others == null) {
            return meter.run(contender, site.place().out());
        }
        try (Foreground foreground = others.start()) {
            Reading reading = meter.run(contender, site.place().out());
            return reading.with(foreground.end());
        }
    }

    private Reading once(Work work, Contender contender) throws Exception {
        Folders.delete(site.place().out());
        work.preparation().run();
        // What one leaves to be written must not be written in the time of the next.
        String outputs = site.place().outputs().toString();
        Clients.output("sync", "-f", site.place().work().toString(), outputs);
        Reading reading = measure(work.others(), contender);
        work.check().run(contender);
        Folders.delete(site.place().out());
        return reading;
    }
}
