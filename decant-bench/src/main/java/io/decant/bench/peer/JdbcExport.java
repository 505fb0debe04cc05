package io.decant.bench.peer;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes a tenant's rows out by JDBC, as text, and writes them by FastCSV. */
public final class JdbcExport {
    private static final int FETCH_SIZE = 1_000;

    private JdbcExport() {}

    /** Arguments as {@link Task} says. */
    public static void main(String... words) throws IOException, SQLException {
        Task task = Task.of(words);
        Files.createDirectories(task.folder());
        try (Connection connection = task.open(task.url())) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            for (Task.Table table : task.tables()) {
                export(connection, task, table);
            }
        }
    }

    private static void export(Connection connection, Task task, Task.Table table) throws IOException, SQLException {
        try (PreparedStatement select = connection.prepareStatement(task.select(table));
                CsvWriter writer = CsvWriter.builder().build(task.file(table))) {
            select.setFetchSize(FETCH_SIZE);
            select.setString(1, task.tenant());
            try (ResultSet rows = select.executeQuery()) {
                ResultSetMetaData columns = rows.getMetaData();
                SourceRow row = new SourceRow(rows, task.database());
                @Nullable String[] fields = new @Nullable String[row.size()];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = columns.getColumnName(i + 1);
                }
                writer.writeRecord(fields);
                while (rows.next()) {
                    for (int i = 0; i < fields.length; i++) {
                        fields[i] = row.text(i);
                    }
                    writer.writeRecord(fields);
                }
            }
        }
    }
}
