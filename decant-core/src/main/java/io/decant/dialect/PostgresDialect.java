package io.decant.dialect;

import io.decant.dialect.postgresql.Fit;
import io.decant.dialect.postgresql.PostgresType;
import io.decant.dialect.postgresql.ValueFit;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** PostgreSQL 12 and newer, read and loaded by COPY. */
final class PostgresDialect implements Dialect {
    static final String PRODUCT = "PostgreSQL";
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

    private final Duration lockTimeout;
    private final Sql sql = new Sql(this, PostgresFlavor.withParameters());

    PostgresDialect() {
        this(LOCK_TIMEOUT);
    }

    /** @param lockTimeout how long a snapshot waits for DDL that is under way */
    PostgresDialect(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    @Override
    public String product() {
        return PRODUCT;
    }

    @Override
    public String quote(String identifier) {
        return PostgresFlavor.withParameters().quote(identifier);
    }

    @Override
    public Schema readSchema(Connection connection, Collection<String> schemas) throws SQLException {
        return PostgresCatalog.read(connection, schemas);
    }

    @Override
    public Snapshot openSnapshot(DataSource source, int connections, Collection<TableName> tables) throws SQLException {
        return PostgresSnapshot.open(source, connections, tables, lockTimeout);
    }

    @Override
    public Optional<String> obstacle(Column target, ColumnType archived) {
        return Fit.obstacle(PostgresType.of(target.nativeType(), target.type()), archived);
    }

    @Override
    public boolean takesSome(Column target, ColumnType archived) {
        return ValueFit.takesSome(PostgresType.of(target.nativeType(), target.type()), archived);
    }

    @Override
    public Optional<ValueCheck> valueCheck(Column target, ColumnType archived) {
        return ValueFit.of(PostgresType.of(target.nativeType(), target.type()), archived)
                .map(fit -> fit::unfit);
    }

    @Override
    public RowReader rowReader(Connection connection, RowQuery query) {
        return new PostgresRowReader(connection, query);
    }

    @Override
    public TableLoader tableLoader(Connection connection, Table table, List<Column> columns) throws SQLException {
        return new PostgresTableLoader(connection, table, columns);
    }

    @Override
    public Sql sql() {
        return sql;
    }

    @Override
    public WriteSupport writes() {
        return new PostgresWrites();
    }
}
