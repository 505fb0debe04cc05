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

/** MySQL from version 8 on, and MariaDB, through either's driver. */
final class MySqlDialect implements Dialect {
    private final MySqlProduct product;
    private final MySqlFlavor flavor;
    private final Sql sql;
    private final WriteSupport writes;

    MySqlDialect(MySqlProduct product) {
        this.product = product;
        this.flavor = new MySqlFlavor(product);
        this.sql = new Sql(this, flavor);
        this.writes = new MySqlWrites(product, flavor);
    }

    @Override
    public String product() {
        return product.label();
    }

    @Override
    public String quote(String identifier) {
        return flavor.quote(identifier);
    }

    /** A schema is a database here; without names it is the connection's own. */
    @Override
    public Schema readSchema(Connection connection, Collection<String> schemas) throws SQLException {
        return MySqlCatalog.read(connection, product, schemas);
    }

    @Override
    public Snapshot openSnapshot(DataSource source, int connections, Collection<TableName> tables) throws SQLException {
        return MySqlSnapshot.open(source, connections, tables, flavor);
    }

    @Override
    public Optional<String> obstacle(Column target, ColumnType archived) {
        return MySqlTypes.obstacle(target, archived);
    }

    @Override
    public boolean takesSome(Column target, ColumnType archived) {
        return MySqlTypes.takesSome(target, archived);
    }

    @Override
    public Optional<ValueCheck> valueCheck(Column target, ColumnType archived) {
        return MySqlCheck.of(product, target.as(archived));
    }

    @Override
    public RowReader rowReader(Connection connection, RowQuery query) {
        return new MySqlRowReader(connection, query, flavor);
    }

    @Override
    public TableLoader tableLoader(Connection connection, Table table, List<Column> columns) throws SQLException {
        return new MySqlTableLoader(connection, table, columns, flavor);
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
