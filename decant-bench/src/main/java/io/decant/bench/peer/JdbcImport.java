package io.decant.bench.peer;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Puts CSV files into their tables by JDBC batches, in one transaction. */
public final class JdbcImport {
    private static final int BATCH = 1_000;

    private JdbcImport() {}

    /** Arguments as {@link Task} says; the tenant is not looked at. */
    public static void main(String... words) throws IOException, SQLException {
        Task task = Task.of(words);
        try (Connection connection = task.open(task.urlForLoading())) {
            for (Task.Table table : task.tables()) {
                load(connection, task, TargetTable.read(connection, task.database(), table.name()), table);
            }
            connection.commit();
        }
    }

    private static void load(Connection connection, Task task, TargetTable target, Task.Table table)
            throws IOException, SQLException {
        try (PreparedStatement insert = connection.prepareStatement(target.insert());
                CsvReader<CsvRecord> reader =
                        CsvReader.builder().skipEmptyLines(false).ofCsvRecord(task.file(table))) {
            boolean header = true;
            int waiting = 0;
            for (CsvRecord row : reader) {
                if (header) {
                    header = false;
                    continue;
                }
                for (int i = 0; i < row.getFieldCount(); i++) {
                    target.bind(insert, i, row.getField(i));
                }
                insert.addBatch();
                if (++waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
    }
}
