package io.decant.archive;

import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a manifest must be before any path in it is followed and any of its keys is believed. */
final class ManifestRules {
    private static final Pattern COMPANION =
            Pattern.compile("datapackage\\.json|README\\.txt|load/[A-Za-z0-9_-]+\\.sql");

    private final Manifest manifest;
    private final Set<String> paths = new HashSet<>();

    private ManifestRules(Manifest manifest) {
        this.manifest = manifest;
    }

    /** @throws io.decant.error.DecantException {@code ARCHIVE_UNREADABLE} */
    static void check(Manifest manifest) {
        ManifestRules rules = new ManifestRules(manifest);
        Set<Object> names = new HashSet<>();
        for (ManifestTable table : manifest.tables()) {
            rules.require(names.add(table.name()), "table " + table.name() + " is there twice");
        }
        for (Manifest.FileEntry file : manifest.files()) {
            rules.require(COMPANION.matcher(file.path()).matches(), "a path in files is not of the format's form");
            rules.unique(file.path());
        }
        Set<String> folders = new HashSet<>();
        for (ManifestTable table : manifest.included()) {
            rules.checkTable(table);
            rules.require(
                    folders.add(folder(table.parts().get(0)).toLowerCase(Locale.ROOT)), "two tables share a folder");
            rules.checkParts(table);
        }
    }

    private void checkTable(ManifestTable described) {
        Table table = described.table();
        String at = "table " + described.name();
        Set<String> columns = new HashSet<>();
        for (Column column : table.columns()) {
            require(columns.add(column.name()), at + " has a column twice");
        }
        require(!columns.isEmpty(), at + " has no columns");
        require(!described.parts().isEmpty(), at + " has no parts");
        requireAmong(columns, table.primaryKey(), at);
        for (List<String> key : table.uniqueKeys()) {
            require(!key.isEmpty(), at + " has a unique key of no columns");
            requireAmong(columns, key, at);
        }
        for (ForeignKey key : table.foreignKeys()) {
            requireAmong(columns, key.columns(), at);
            requireAmong(columns, key.when().keySet(), at);
            manifest.table(key.parent())
                    .filter(ManifestTable::included)
                    .ifPresent(parent -> key.parentColumns()
                            .forEach(c -> require(
                                    parent.table().column(c).isPresent(),
                                    at + " refers to a column that its parent does not have")));
        }
    }

    private void checkParts(ManifestTable table) {
        String folder = folder(table.parts().get(0));
        require(
                FolderNames.wellFormed(folder),
                "table " + table.name() + " has a folder that is not of the format's form");
        for (int i = 0; i < table.parts().size(); i++) {
            Part part = table.parts().get(i);
            String expected = "data/" + folder + "/" + String.format(Locale.ROOT, "%05d", i + 1) + ".csv";
            require(
                    part.path().equals(expected),
                    "table " + table.name() + " has a part whose path is not " + expected);
            boolean plain = manifest.compression() == Compression.NONE;
            require(plain == (part.stored() == null), expected + " is stored otherwise than the compression says");
            require(
                    part.file().path().equals(expected + manifest.compression().suffix()),
                    expected + " is stored under a path that is not of the format's form");
            require(part.bytes() <= manifest.partSize(), expected + " is larger than partSize");
            unique(part.file().path());
        }
    }

    /** What stands between {@code data/} and the number, empty if the path is not so. */
    private static String folder(Part part) {
        String[] steps = part.path().split("/", -1);
        return steps.length == 3 ? steps[1] : "";
    }

    private void unique(String path) {
        require(paths.add(path.toLowerCase(Locale.ROOT)), "two members have one path");
    }

    private void requireAmong(Set<String> columns, Collection<String> names, String at) {
        require(columns.containsAll(names), at + " has a key over a column that it does not have");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw JsonView.unreadable(otherwise);
        }
    }
}
