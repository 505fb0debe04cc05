package io.decant.dialect;

import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database under test, with the few calls that the contract makes all the time. */
final class TestDatabase {
    private final DataSource source;
    private final Dialect dialect;

    TestDatabase(DataSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    static DataSource at(String url) {
        return new UrlSource(url);
    }

    DataSource source() {
        return source;
    }

    Connection open() throws SQLException {
        return source.getConnection();
    }

    void run(String... statements) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Schema schema() throws SQLException {
        try (Connection connection = open()) {
            return dialect.readSchema(connection, List.of());
        }
    }

    /** The one table of this name, in whatever schema. */
    Table table(String name) throws SQLException {
        return schema().tables().stream()
                .filter(t -> t.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static RowQuery query(Table table, RowFilter filter, TenantKey tenant, boolean ordered) {
        return new RowQuery(Schema.of(List.of(table)), table, table.columns(), filter, tenant, ordered);
    }

    /** All rows as canonical texts, NULL as null. */
    List<List<String>> rows(Connection connection, Table table, boolean ordered) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        dialect.rowReader(connection, query(table, new RowFilter.All(), null, ordered))
                .read(record -> rows.add(texts(record)));
        return rows;
    }

    List<List<String>> rows(Table table) throws SQLException {
        try (Connection connection = open()) {
            return rows(connection, table, true);
        }
    }

    static List<String> texts(RecordBuffer record) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < record.fields(); i++) {
            texts.add(record.isNull(i) ? null : record.text(i));
        }
        return Collections.unmodifiableList(texts);
    }

    /** Loads rows of canonical texts into all columns of a table that the database does not compute. */
    long load(Connection connection, Table table, List<List<String>> rows) throws SQLException {
        List<Column> columns = table.columns().stream()
                .filter(c -> !c.computed() && !c.name().equals(StagedSql.STATE))
                .toList();
        try (TableLoader loader = dialect.tableLoader(connection, table, columns)) {
            for (List<String> row : rows) {
                loader.accept(record(row));
            }
            return loader.finish();
        }
    }

    static RecordBuffer record(List<String> texts) {
        RecordBuffer record = new RecordBuffer();
        for (String text : texts) {
            if (text == null) {
                record.addNull();
            } else {
                record.add(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return record;
    }

    /** The table with one column under another type. */
    static Table with(Table table, String column, ColumnType type) {
        return table.withColumns(table.columns().stream()
                .map(c -> c.name().equals(column) ? c.as(type) : c)
                .toList());
    }

    /** Connections by URL. */
    private record UrlSource(String url) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return DriverManager.getConnection(url, user, password);
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("not a wrapper");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
