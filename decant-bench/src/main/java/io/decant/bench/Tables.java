package io.decant.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The report as Markdown, which people read on a terminal too. */
final class Tables {
    /** Cores; the system's own housekeeping takes less. */
    private static final double QUIET = 0.1;

    private Tables() {}

    static String markdown(Report report) {
        StringBuilder text = new StringBuilder();
        report.facts()
                .forEach((name, value) -> text.append("- ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        text.append(line("- rows: %,d of the tenant, %,d of the small one, %,d in all; %d rounds%n%n", report));
        double others = report.coresOfOthers();
        if (others > QUIET) {
            text.append("**The machine was not quiet**: others kept ")
                    .append(number(others))
                    .append(" cores busy meanwhile. Wall times say little, processor times more.\n\n");
        }
        report.results().forEach(result -> text.append(work(result)));
        return text.append(marks(report.results())).toString();
    }

    private static String line(String form, Report report) {
        Sizes sizes = report.sizes();
        return String.format(Locale.ROOT, form, sizes.rows(), sizes.small(), sizes.total(), report.rounds());
    }

    /** Medians, with the fastest and the slowest round. */
    static String work(WorkResult result) {
        boolean others = result.work().others() != null;
        List<String[]> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(
                result.work().name(),
                "wall s",
                "from–to",
                "ratio",
                "client CPU s",
                "server CPU s",
                "CPU ratio",
                "other CPU s",
                "peak MB",
                "written MB",
                "how"));
        if (others) {
            head.addAll(1, List.of("p50 ms of others", "p99 ms", "p99 from–to"));
        }
        rows.add(head.toArray(String[]::new));
        for (Outcome outcome : result.outcomes()) {
            List<String> cells = new ArrayList<>(List.of(
                    outcome.contender().name(),
                    number(outcome.median(Reading::wall)),
                    range(outcome, Reading::wall),
                    number(result.ratio(outcome, Reading::wall)),
                    number(outcome.median(Reading::clientCpu)),
                    number(outcome.median(Reading::serverCpu)),
                    number(result.ratio(outcome, Reading::allCpu)),
                    number(outcome.median(Reading::otherCpu)),
                    whole(outcome.median(Reading::peakMemory) / 1048576),
                    whole(outcome.median(Reading::written) / 1e6),
                    outcome.contender().what()));
            if (others) {
                cells.addAll(
                        1,
                        List.of(
                                number(outcome.median(r -> r.met().median())),
                                number(outcome.median(r -> r.met().p99())),
                                range(outcome, r -> r.met().p99())));
            }
            rows.add(cells.toArray(String[]::new));
        }
        StringBuilder failures = new StringBuilder();
        result.failures()
                .forEach((name, words) -> failures.append("**")
                        .append(name)
                        .append(" failed.** ")
                        .append(words)
                        .append("\n\n"));
        return "## " + result.work().title() + "\n\nRatios are to "
                + result.work().baseline() + ".\n\n" + aligned(rows) + failures;
    }

    private static String marks(List<WorkResult> results) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"work", "contender", "figure", "mark", "stretch", "reached", ""});
        for (Mark mark : Mark.ALL) {
            OptionalDouble reached = mark.reached(results);
            if (reached.isPresent()) {
                rows.add(new String[] {
                    mark.work(),
                    mark.contender(),
                    mark.what(),
                    number(mark.most()),
                    number(mark.stretch()),
                    number(reached.getAsDouble()),
                    mark.verdict(reached.getAsDouble())
                });
            }
        }
        return rows.size() == 1 ? "" : "## Marks\n\n" + aligned(rows);
    }

    private static String aligned(List<String[]> rows) {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            text.append('|');
            for (int i = 0; i < widths.length; i++) {
                String cell = rows.get(r)[i];
                text.append(' ')
                        .append(cell)
                        .append(" ".repeat(widths[i] - cell.length()))
                        .append(" |");
            }
            text.append('\n');
            if (r == 0) {
                text.append('|');
                for (int width : widths) {
                    text.append(" ").append("-".repeat(width)).append(" |");
                }
                text.append('\n');
            }
        }
        return text.append('\n').toString();
    }

    private static String range(Outcome outcome, ToDoubleFunction<Reading> figure) {
        return number(outcome.least(figure)) + "–" + number(outcome.most(figure));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
