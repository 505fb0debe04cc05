package io.decant.bench.peer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * What a contender is to do, as its command line says: {@code URL TENANT TABLE=COLUMN,… FOLDER}.
 *
 * @param tables parents before children
 * @param folder of the CSV files, one a table
 */
record Task(String url, String tenant, List<Table> tables, Path folder) {
    private static final String USER = "postgres";

    /** A table, and the column that names its tenant. */
    record Table(String name, String tenantColumn) {
        String select() {
            return "SELECT * FROM \"" + name + "\" WHERE \"" + tenantColumn + "\" = ?";
        }
    }

    static Task of(String... words) {
        List<Table> tables = Arrays.stream(words[2].split(",", -1))
                .map(pair -> pair.split("=", -1))
                .map(pair -> new Table(pair[0], pair[1]))
                .toList();
        return new Task(words[0], words[1], tables, Path.of(words[3]));
    }

    Path file(Table table) {
        return folder.resolve(table.name() + ".csv");
    }

    /** Texts find their column's type in the server, and a batch becomes few statements. */
    String urlForLoading() {
        return url + "?stringtype=unspecified&reWriteBatchedInserts=true";
    }

    /** A connection in one transaction, without which the driver would read a whole table into memory. */
    static Connection open(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url, USER, "");
        connection.setAutoCommit(false);
        return connection;
    }

    static String user() {
        return USER;
    }
}
