package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.schema.Column;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** H2's SQL. */
final class H2Flavor implements SqlFlavor {

    @Override
    public String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String placeholder(int index, Column column) {
        return column.type().kind() == TypeKind.JSON && column.nativeType().equals("JSON") ? "? FORMAT JSON" : "?";
    }

    @Override
    public void bind(PreparedStatement statement, int position, Bound value) throws SQLException {
        H2Codecs.of(value.column()).bind(statement, position, value.text());
    }

    @Override
    public boolean correlates() {
        return false;
    }

    /**
     * H2 keeps an uncorrelated subquery's result only as long as nothing that it reads was written in the same
     * transaction: in an import it asks it again for each row, and a subquery inside it for each of its rows.
     */
    @Override
    public boolean looksUp(Table table, List<String> columns) {
        return table.indexes().stream().anyMatch(index -> columns.contains(index.get(0)));
    }

    @Override
    public RowQuery known(Connection connection, RowQuery query) throws SQLException {
        return KnownKeys.in(connection, this, query);
    }

    /** H2 takes no recursive query inside another, and goes round a cycle until its memory is full. */
    @Override
    public boolean recurses() {
        return false;
    }

    @Override
    public String text(String expression) {
        return "CAST(" + expression + " AS VARCHAR)";
    }

    /** H2 compares text by UTF-16 code units, which puts supplementary characters before U+E000 to U+FFFF. */
    @Override
    public String sortKey(String expression, Column column) {
        return column.type().kind() == TypeKind.TEXT ? "STRINGTOUTF8(" + expression + ")" : expression;
    }

    /** H2 takes -0.0 and 0.0 for the same, and a column's texts may be compared whatever their case. */
    @Override
    public String differs(String left, String right, Column column) {
        return switch (column.type().kind()) {
            case TEXT, FLOAT32, FLOAT64, JSON ->
                "CAST(" + left + " AS VARCHAR) IS DISTINCT FROM CAST(" + right + " AS VARCHAR)";
            default -> SqlFlavor.super.differs(left, right, column);
        };
    }

    @Override
    public String newUuid(Column column) {
        return column.nativeType().equals("UUID") ? "RANDOM_UUID()" : "CAST(RANDOM_UUID() AS VARCHAR)";
    }

    @Override
    public String overriding() {
        return "OVERRIDING SYSTEM VALUE";
    }

    /** H2 has no UPDATE … FROM. */
    @Override
    public String updateFrom(
            String table, String from, List<String> key, List<String> columns, List<String> kept, String where) {
        return "MERGE INTO " + table + " AS t USING " + from + " AS s ON "
                + key.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(" AND "))
                + " WHEN MATCHED AND " + where + " THEN UPDATE SET "
                + columns.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(", "));
    }

    @Override
    public DecantException failure(String doing, SQLException cause) {
        return H2Failure.of(doing, cause);
    }
}
