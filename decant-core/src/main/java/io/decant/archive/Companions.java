package io.decant.archive;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The members of an archive that are made from its manifest, for people and for other tools. */
final class Companions {
    private Companions() {}

    /** Bytes by path, in the order of the manifest's {@code files}. The map may be changed. */
    static Map<String, byte[]> of(ManifestHead head, List<ManifestTable> tables) {
        List<ManifestTable> included =
                tables.stream().filter(ManifestTable::included).toList();
        boolean several = tables.stream().map(t -> t.name().schema()).distinct().count() > 1;
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("README.txt", utf8(Readme.text(head, tables)));
        files.put("datapackage.json", DataPackage.print(head, included, several));
        files.put("load/duckdb.sql", utf8(DuckDbScript.text(included, several)));
        files.put("load/postgresql.sql", utf8(PostgresScript.text(head, included)));
        return files;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
