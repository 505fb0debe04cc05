package io.decant.server;

import io.decant.archive.Manifest;
import io.decant.archive.ManifestTable;
import io.decant.plan.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How each table belongs to the tenant, as a tree: what has the tenant's column below the root, what is reached below the
 * table that leads there.
 *
 * @param tables those that the tenant owns
 * @param named those whose rows the tenant's rows name
 * @param excluded those that never leave
 */
record PlanTree(List<Node> tables, List<Node> named, List<Node> excluded) {
    /** Between a column and the table that it leads to, in a manifest's paths. */
    private static final String LEADS_TO = " -> ";

    /**
     * @param by how it belongs, for people; null where there is nothing to say
     * @param rows null where they are not in the archive
     */
    record Node(
            String name,
            String membership,
            @Nullable String by,
            @Nullable String rows,
            List<Node> below) {}

    static PlanTree of(Manifest manifest) {
        TreeMap<String, List<ManifestTable>> below = new TreeMap<>();
        List<ManifestTable> top = new ArrayList<>();
        for (ManifestTable table : manifest.included()) {
            Optional<String> parent = parent(manifest, table);
            if (parent.isPresent()) {
                below.computeIfAbsent(parent.get(), name -> new ArrayList<>()).add(table);
            } else if (table.membership() != Membership.REFERENCED) {
                top.add(table);
            }
        }
        return new PlanTree(
                top.stream().map(t -> node(manifest, t, below)).toList(),
                all(manifest, Membership.REFERENCED),
                all(manifest, Membership.EXCLUDED));
    }

    private static List<Node> all(Manifest manifest, Membership membership) {
        return manifest.tables().stream()
                .filter(t -> t.membership() == membership)
                .map(t -> node(manifest, t, new TreeMap<>()))
                .toList();
    }

    /** The table that it hangs on; empty for the root, and where the path names none. */
    private static Optional<String> parent(Manifest manifest, ManifestTable table) {
        return switch (table.membership()) {
            case OWNED -> manifest.root().map(root -> manifest.label(root.name()));
            case REACHED ->
                table.path().stream()
                        .filter(step -> step.contains(LEADS_TO))
                        .findFirst()
                        .map(step -> step.substring(step.lastIndexOf(LEADS_TO) + LEADS_TO.length()))
                        .flatMap(name -> named(manifest, name))
                        .filter(name -> !name.equals(manifest.label(table.name())));
            default -> Optional.empty();
        };
    }

    private static Optional<String> named(Manifest manifest, String name) {
        return manifest.included().stream()
                .filter(t -> t.name().toString().equals(name) || t.name().name().equals(name))
                .map(t -> manifest.label(t.name()))
                .findFirst();
    }

    private static Node node(Manifest manifest, ManifestTable table, TreeMap<String, List<ManifestTable>> below) {
        String name = manifest.label(table.name());
        // Taken out: what leads in a circle ends here.
        List<ManifestTable> children = below.remove(name);
        return new Node(
                name,
                table.membership().text(),
                by(manifest, table),
                table.included() ? Amount.count(table.rows(), "row") : null,
                children == null
                        ? List.of()
                        : children.stream().map(t -> node(manifest, t, below)).toList());
    }

    private static @Nullable String by(Manifest manifest, ManifestTable table) {
        String path = String.join(", then ", table.path()).replace(LEADS_TO, " → ");
        return switch (table.membership()) {
            case ROOT -> "one row: the tenant itself";
            case OWNED -> "has the tenant in " + path;
            case REACHED -> "through " + path;
            case REFERENCED -> "named by " + namedBy(manifest, table);
            case EXCLUDED -> table.reason();
        };
    }

    private static String namedBy(Manifest manifest, ManifestTable table) {
        String children = manifest.included().stream()
                .filter(t -> t.table().foreignKeys().stream()
                        .anyMatch(key -> key.parent().equals(table.name())))
                .map(t -> manifest.label(t.name()))
                .distinct()
                .collect(Collectors.joining(", "));
        return children.isEmpty() ? "the tenant's rows" : children;
    }
}
