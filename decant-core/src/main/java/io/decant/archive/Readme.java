package io.decant.archive;

import java.util.List;

/** The page for the person who opens an archive. */
final class Readme {
    private Readme() {}

    static String text(ManifestHead head, List<ManifestTable> tables) {
        long included = tables.stream().filter(ManifestTable::included).count();
        long rows = tables.stream().mapToLong(ManifestTable::rows).sum();
        return """
                An archive of one tenant's data
                ===============================

                Written by %s at %s
                from %s %s, as it was at %s.
                %d tables, %d rows. Treat it as confidential: it holds everything the tenant has.

                What is here
                  manifest.json        which tables there are, their columns, keys and references,
                                       and the hash of every file. Without it this is no archive.
                  data/TABLE/00001.csv the rows: CSV (RFC 4180), UTF-8, header line first. Large
                                       tables have several numbered parts, each with its header.
                                       .gz: gunzip it; .zst: unzstd it.
                  datapackage.json     the same facts as a Frictionless Data Package.
                  load/                scripts that load it into PostgreSQL or DuckDB.

                How to read the CSV
                  Nothing between two commas is NULL; "" is the empty text. Dates and times are
                  ISO 8601, bytes are Base64, arrays are JSON. A spreadsheet shows the parts, but may
                  change what it saves: keep the original.

                How to check it, and put it into a database
                  decant verify THIS-FOLDER
                  decant import THIS-FOLDER --db jdbc:... --model decant.yaml

                Without Decant, sha256sum and a CSV reader do: the manifest says what to expect.
                """.formatted(
                        head.createdBy(),
                        head.createdAt(),
                        head.source().product(),
                        head.source().version(),
                        head.snapshot().takenAt(),
                        included,
                        rows);
    }
}
