package io.decant.bench;

import java.util.List;
import java.util.Locale;

/** The wall times' ratios as bars, in SVG: one a contender, with a line where the baseline is. */
final class Picture {
    private static final int WIDTH = 860;
    private static final int LEFT = 210;
    private static final int BAR = 18;
    private static final int STEP = 24;
    private static final int TITLE = 44;

    private Picture() {}

    static String svg(List<WorkResult> results) {
        StringBuilder bars = new StringBuilder();
        int y = 10;
        for (WorkResult result : results) {
            // Beside others the time that an export takes is not the point.
            if (result.work().others() == null) {
                y = work(bars, result, y);
            }
        }
        return String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
                font-family="sans-serif" font-size="13">
                <title>Wall time of each contender, as a ratio to its baseline</title>
                <rect width="%1$d" height="%2$d" fill="#ffffff"/>
                %3$s</svg>
                """, WIDTH, y + 10, bars);
    }

    private static int work(StringBuilder svg, WorkResult result, int top) {
        double longest = result.outcomes().stream()
                .mapToDouble(outcome -> result.ratio(outcome, Reading::wall))
                .max()
                .orElse(1);
        double unit = (WIDTH - LEFT - 60) / Math.max(1, longest);
        int y = top + TITLE;
        text(
                svg,
                10,
                top + 24,
                "#111111",
                "bold",
                result.work().title() + " (1.00 = " + result.work().baseline() + ")");
        for (Outcome outcome : result.outcomes()) {
            double ratio = result.ratio(outcome, Reading::wall);
            String name = outcome.contender().name();
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    LEFT,
                    y,
                    Math.max(1, ratio * unit),
                    BAR,
                    name.startsWith("decant") ? "#1f6f8b" : "#b0b7bd"));
            text(svg, 10, y + 14, "#111111", "normal", name);
            text(
                    svg,
                    (int) (LEFT + ratio * unit + 6),
                    y + 14,
                    "#111111",
                    "normal",
                    String.format(Locale.ROOT, "%.2f", ratio));
            y += STEP;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#c0392b\" stroke-dasharray=\"4 3\"/>%n",
                LEFT + unit,
                top + TITLE - 4,
                y));
        return y + 6;
    }

    private static void text(StringBuilder svg, int x, int y, String colour, String weight, String text) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;");
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"%s\" font-weight=\"%s\">%s</text>%n",
                x,
                y,
                colour,
                weight,
                safe));
    }
}
