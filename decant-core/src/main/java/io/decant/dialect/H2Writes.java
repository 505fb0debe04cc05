package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Imports into H2, which checks references row by row and commits before any change of definitions. */
final class H2Writes implements WriteSupport {
    private final SqlFlavor flavor;

    H2Writes(SqlFlavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
    }

    @Override
    public Table stage(Connection connection, Table target, List<Column> columns) throws SQLException {
        TableName name = new TableName(
                target.name().schema(), "decant_staging_" + target.name().name());
        List<Column> staged = columns.stream()
                .map(c -> new Column(c.name(), c.type(), c.nativeType(), true, Generation.NONE, false))
                .toList();
        String list = staged.stream().map(c -> flavor.quote(c.name())).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + flavor.table(name));
            statement.execute("CREATE LOCAL TEMPORARY TABLE " + flavor.table(name) + " AS (SELECT " + list + " FROM "
                    + flavor.table(target.name()) + ") WITH NO DATA");
        }
        return new Table(name, staged, target.primaryKey(), List.of(), List.of(), List.of(), List.of(), -1, -1);
    }

    @Override
    public boolean defers(ForeignKey reference) {
        return false;
    }

    @Override
    public boolean checksEachRow() {
        return true;
    }

    @Override
    public void advanceSequences(Connection connection, Table table, Map<String, String> maxima) throws SQLException {
        H2Sequences.advance(flavor, connection, table, maxima);
    }

    @Override
    public boolean sequencesOutside() {
        return true;
    }

    @Override
    public void triggersOff(Connection connection, Collection<Table> tables) {
        List<String> names =
                tables.stream().flatMap(t -> t.triggers().stream()).sorted().toList();
        if (!names.isEmpty()) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "H2 cannot switch triggers off within a transaction: drop " + String.join(", ", names)
                            + " for the import and create them again after it, or import with --triggers fire");
        }
    }
}
