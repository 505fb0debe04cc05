package io.decant.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What MariaDB's own programs are told in order to take a tenant out and to put it in. */
final class MariaScripts {
    private static final String BEGINNING = "SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES';\n";

    private MariaScripts() {}

    /** Statements for the client that show a tenant's tables one after the other, of one snapshot. */
    static String select(String tenant) {
        return SampleTables.ALL.stream()
                .map(table -> table.select("*", tenant) + ";\n")
                .collect(Collectors.joining(
                        "",
                        BEGINNING + "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ;\n"
                                + "START TRANSACTION WITH CONSISTENT SNAPSHOT;\n",
                        "COMMIT;\n"));
    }

    /** Statements for the client that load the files of {@code mariadb-dump --tab}, parents before children. */
    static String load(Path folder) {
        return SampleTables.ALL.stream()
                .map(table -> "LOAD DATA LOCAL INFILE '" + file(folder, table) + "' INTO TABLE \"" + table.table()
                        + "\" CHARACTER SET binary;\n")
                .collect(Collectors.joining("", BEGINNING + "START TRANSACTION;\n", "COMMIT;\n"));
    }

    /** Names of the files of {@code mariadb-dump --tab}, parents before children, as words for a shell. */
    static String files(Path folder) {
        return SampleTables.ALL.stream()
                .map(table -> "'" + file(folder, table) + "'")
                .collect(Collectors.joining(" "));
    }

    /**
     * Lines of shell that dump a tenant: a run of the program for each name that the tenant's column has.
     *
     * @param options words that are added; {@code %s} is the column's name
     */
    static String dump(String program, String database, String tenant, String options) {
        Map<String, StringJoiner> tables = new LinkedHashMap<>();
        SampleTables.ALL.forEach(table -> tables.computeIfAbsent(table.column(), column -> new StringJoiner(" "))
                .add(table.table()));
        StringJoiner lines = new StringJoiner("; ");
        tables.forEach((column, names) -> lines.add(program + " --where=\"" + column + " = '" + tenant + "'\" "
                + database + " " + names + " " + options.replace("%s", column)));
        return lines.toString();
    }

    private static Path file(Path folder, SampleTables.Owned table) {
        return folder.resolve(table.table() + ".txt");
    }
}
