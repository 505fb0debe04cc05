package io.decant.server;

import io.decant.SchemaDifference;
import java.util.Comparator;
import java.util.List;

/**
 * A point in which the two schemas differ, as a page shows it.
 *
 * @param grade {@code compatible}, {@code lossy} or {@code incompatible}
 * @param consequence what it means for a restore
 */
record Difference(String text, String kind, String grade, String consequence) {

    /** The worst first. */
    static List<Difference> of(List<SchemaDifference> differences) {
        return differences.stream()
                .sorted(Comparator.comparing(SchemaDifference::grade).reversed())
                .map(d -> new Difference(
                        d.text(),
                        d.kind().text(),
                        d.grade().text(),
                        switch (d.grade()) {
                            case INCOMPATIBLE -> "no restore can go on";
                            case LOSSY -> "something is left out, and counted";
                            case COMPATIBLE -> "nothing is lost";
                        }))
                .toList();
    }
}
