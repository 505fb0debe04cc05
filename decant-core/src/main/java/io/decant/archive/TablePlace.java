package io.decant.archive;

import io.decant.schema.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where one table's parts go, and what its writers have written. Thread-safe. */
final class TablePlace {
    private final ArchivedTable table;
    private final String label;
    private final String folder;
    private final RowDigest digest;
    private final Map<String, PartOutput.WrittenPart> parts =
            new TreeMap<>(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    private int numbered;
    private int opened;
    private int finished;

    TablePlace(ArchivedTable table, String label, String folder) {
        this.table = table;
        this.label = label;
        this.folder = folder;
        this.digest = newDigest();
    }

    ArchivedTable table() {
        return table;
    }

    /** How messages name the table. */
    String label() {
        return label;
    }

    RowDigest newDigest() {
        return new RowDigest(label, table.table().columns());
    }

    List<String> header() {
        return table.table().columns().stream().map(Column::name).toList();
    }

    synchronized void writerOpened() {
        opened++;
    }

    /** The path of the next part, such as {@code data/orders/00001.csv}. */
    synchronized String nextPart() {
        return "data/" + folder + "/" + String.format(Locale.ROOT, "%05d", ++numbered) + ".csv";
    }

    synchronized void partWritten(PartOutput.WrittenPart part) {
        parts.put(part.part().path(), part);
    }

    synchronized void writerFinished(RowDigest rows) {
        digest.add(rows);
        finished++;
    }

    /** Whether it was written, by writers that are all finished. */
    synchronized boolean complete() {
        return opened > 0 && opened == finished;
    }

    synchronized boolean withoutParts() {
        return parts.isEmpty();
    }

    synchronized Stream<PartOutput.WrittenPart> written() {
        return new ArrayList<>(parts.values()).stream();
    }

    synchronized ManifestTable describe() {
        List<Part> described =
                parts.values().stream().map(PartOutput.WrittenPart::part).toList();
        return new ManifestTable(
                table.table(),
                table.membership(),
                table.path(),
                null,
                digest.rows(),
                described.stream().mapToLong(Part::bytes).sum(),
                digest.hex(),
                described);
    }
}
