package io.decant.dialect;

import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** SQLite. Its tables are in the schema {@code main}; attached databases are left alone. */
final class SqliteDialect implements Dialect {
    private final SqlFlavor flavor = new SqliteFlavor();
    private final Sql sql = new Sql(this, flavor);
    private final WriteSupport writes = new SqliteWrites(flavor);

    @Override
    public String product() {
        return "SQLite";
    }

    @Override
    public String quote(String identifier) {
        return flavor.quote(identifier);
    }

    @Override
    public Schema readSchema(Connection connection, Collection<String> schemas) throws SQLException {
        return SqliteCatalog.read(connection, schemas);
    }

    /** Gives one connection: SQLite has no way to share a read transaction. */
    @Override
    public Snapshot openSnapshot(DataSource source, int connections, Collection<TableName> tables) throws SQLException {
        return SqliteSnapshot.open(source.getConnection());
    }

    @Override
    public Optional<String> obstacle(Column target, ColumnType archived) {
        return SqliteTypes.obstacle(target, archived);
    }

    @Override
    public boolean typesSayLittle() {
        return true;
    }

    /** True: a column takes values of every storage class. */
    @Override
    public boolean takesSome(Column target, ColumnType archived) {
        return true;
    }

    @Override
    public Optional<ValueCheck> valueCheck(Column target, ColumnType archived) {
        return SqliteCheck.of(target.as(archived));
    }

    @Override
    public RowReader rowReader(Connection connection, RowQuery query) {
        return new JdbcRowReader(connection, query, flavor, codecs(query.columns()));
    }

    @Override
    public TableLoader tableLoader(Connection connection, Table table, List<Column> columns) throws SQLException {
        return new JdbcTableLoader(connection, table, columns, flavor, codecs(columns));
    }

    private static List<SqliteCodec> codecs(List<Column> columns) {
        return columns.stream().map(SqliteTypes::codec).toList();
    }

    @Override
    public Sql sql() {
        return sql;
    }

    @Override
    public WriteSupport writes() {
        return writes;
    }
}
