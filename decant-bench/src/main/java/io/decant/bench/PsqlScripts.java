package io.decant.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** SQL scripts for psql that copy a tenant's tables out and in, a CSV file a table. */
final class PsqlScripts {
    private PsqlScripts() {}

    /** As most people write it: values as PostgreSQL shows them. */
    static String copyOut(List<SampleTables.Owned> tables, String tenant, Path folder) {
        return tables.stream()
                .map(table -> copyOut(table.select("*", tenant), folder.resolve(table.table() + ".csv")))
                .collect(Collectors.joining("", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n", "COMMIT;\n"));
    }

    /** Values as they are in Decant's archives: ISO 8601 in UTC, Base64, {@code true}. */
    static String copyOutCanonical(Connection connection, String tenant, Path folder) throws SQLException {
        StringBuilder script = new StringBuilder("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n");
        for (SampleTables.Owned table : SampleTables.ALL) {
            String select = table.select(canonicalColumns(connection, table.table()), tenant);
            script.append(copyOut(select, folder.resolve(table.table() + ".csv")));
        }
        return script.append("COMMIT;\n").toString();
    }

    /** All of it in one transaction, into tables as they are. */
    static String copyIn(Path folder) {
        return SampleTables.ALL.stream()
                .map(table -> "\\copy \"" + table.table() + "\" FROM '" + folder.resolve(table.table() + ".csv")
                        + "' WITH (FORMAT csv, HEADER)\n")
                .collect(Collectors.joining("", "BEGIN;\n", "COMMIT;\n"));
    }

    private static String copyOut(String select, Path file) {
        return "\\copy (" + select + ") TO '" + file + "' WITH (FORMAT csv, HEADER)\n";
    }

    private static String canonicalColumns(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getColumns(null, "public", table, null)) {
            while (rows.next()) {
                String name = "\"" + rows.getString("COLUMN_NAME") + "\"";
                String form = SampleTables.CANONICAL.getOrDefault(rows.getString("TYPE_NAME"), "%1$s");
                columns.add(String.format(Locale.ROOT, form, name) + " AS " + name);
            }
        }
        return String.join(", ", columns);
    }
}
