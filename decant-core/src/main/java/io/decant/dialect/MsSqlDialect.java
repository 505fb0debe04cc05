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

/** SQL Server 2017 and newer, and Azure SQL. */
final class MsSqlDialect implements Dialect {
    /** As the driver calls it. */
    static final String REPORTED = "Microsoft SQL Server";

    private final SqlFlavor flavor = new MsSqlFlavor();
    private final Sql sql = new Sql(this, flavor);
    private final WriteSupport writes = new MsSqlWrites(flavor);

    @Override
    public String product() {
        return "SQL Server";
    }

    @Override
    public String quote(String identifier) {
        return flavor.quote(identifier);
    }

    @Override
    public Schema readSchema(Connection connection, Collection<String> schemas) throws SQLException {
        return MsSqlCatalog.read(connection, schemas);
    }

    /** Gives one connection, except of a database snapshot: a transaction's view cannot be shared. */
    @Override
    public Snapshot openSnapshot(DataSource source, int connections, Collection<TableName> tables) throws SQLException {
        return MsSqlSnapshot.open(flavor, source, connections, tables);
    }

    @Override
    public Optional<String> obstacle(Column target, ColumnType archived) {
        return MsSqlFit.obstacle(target, archived);
    }

    /** The driver streams a forward-only result by itself (its adaptive buffering). */
    @Override
    public RowReader rowReader(Connection connection, RowQuery query) {
        return new JdbcRowReader(
                connection,
                query,
                flavor,
                query.columns().stream().map(MsSqlCodecs::of).toList());
    }

    @Override
    public TableLoader tableLoader(Connection connection, Table table, List<Column> columns) throws SQLException {
        return new JdbcTableLoader(connection, table, columns, flavor, MsSqlCodePages.codecs(connection, columns));
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
