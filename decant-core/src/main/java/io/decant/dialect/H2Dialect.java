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

/** H2, version 2. */
final class H2Dialect implements Dialect {
    private final SqlFlavor flavor = new H2Flavor();
    private final Sql sql = new Sql(this, flavor);
    private final WriteSupport writes = new H2Writes(flavor);

    @Override
    public String product() {
        return "H2";
    }

    @Override
    public String quote(String identifier) {
        return flavor.quote(identifier);
    }

    @Override
    public Schema readSchema(Connection connection, Collection<String> schemas) throws SQLException {
        return H2Catalog.read(connection, schemas);
    }

    /** Gives one connection: H2 has no way to share a snapshot. */
    @Override
    public Snapshot openSnapshot(DataSource source, int connections, Collection<TableName> tables) throws SQLException {
        return H2Snapshot.open(source.getConnection());
    }

    @Override
    public Optional<String> obstacle(Column target, ColumnType archived) {
        return H2Types.obstacle(target, archived);
    }

    @Override
    public boolean takesSome(Column target, ColumnType archived) {
        return H2Types.takesSome(target, archived);
    }

    @Override
    public Optional<ValueCheck> valueCheck(Column target, ColumnType archived) {
        return H2Check.of(target.as(archived));
    }

    @Override
    public RowReader rowReader(Connection connection, RowQuery query) {
        return sink ->
                reader(connection, flavor.known(connection, query), flavor).read(sink);
    }

    /** Reads what the query asks as it stands. */
    static RowReader reader(Connection connection, RowQuery query, SqlFlavor flavor) {
        return new JdbcRowReader(connection, query, flavor, codecs(query.columns()));
    }

    @Override
    public TableLoader tableLoader(Connection connection, Table table, List<Column> columns) throws SQLException {
        return new JdbcTableLoader(connection, table, columns, flavor, codecs(columns));
    }

    private static List<H2Codec> codecs(List<Column> columns) {
        return columns.stream().map(H2Codecs::of).toList();
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
