package io.decant.bench.peer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * What a contender is to do, as its command line says: {@code URL USER TENANT TABLE=COLUMN,… FOLDER}.
 *
 * @param tables parents before children
 * @param folder of the CSV files, one a table
 */
record Task(String url, String user, String tenant, List<Table> tables, Path folder) {
    /** A table, and the column that names its tenant. */
    record Table(String name, String tenantColumn) {}

    static Task of(String... words) {
        List<Table> tables = Arrays.stream(words[3].split(",", -1))
                .map(pair -> pair.split("=", -1))
                .map(pair -> new Table(pair[0], pair[1]))
                .toList();
        return new Task(words[0], words[1], words[2], tables, Path.of(words[4]));
    }

    Database database() {
        return Database.of(url);
    }

    String select(Table table) {
        return "SELECT * FROM " + database().quote(table.name()) + " WHERE "
                + database().quote(table.tenantColumn()) + " = ?";
    }

    Path file(Table table) {
        return folder.resolve(table.name() + ".csv");
    }

    /** A batch becomes few statements. */
    String urlForLoading() {
        return url + database().loading();
    }

    /** A connection in one transaction, without which PostgreSQL's driver would read a whole table into memory. */
    Connection open(String address) throws SQLException {
        Connection connection = DriverManager.getConnection(address, user, "");
        connection.setAutoCommit(false);
        return connection;
    }
}
