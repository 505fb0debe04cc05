package io.decant.dialect;

import io.decant.error.DecantException;
import io.decant.schema.Column;
import io.decant.schema.TypeKind;
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

    @Override
    public String text(String expression) {
        return "CAST(" + expression + " AS VARCHAR)";
    }

    /** H2 compares text by UTF-16 code units, which puts supplementary characters before U+E000 to U+FFFF. */
    @Override
    public String sortKey(String expression, Column column) {
        return column.type().kind() == TypeKind.TEXT ? "STRINGTOUTF8(" + expression + ")" : expression;
    }

    @Override
    public String overriding() {
        return "OVERRIDING SYSTEM VALUE";
    }

    /** H2 has no UPDATE … FROM. */
    @Override
    public String updateFrom(String table, String from, List<String> key, List<String> columns, List<String> kept) {
        return "MERGE INTO " + table + " AS t USING (SELECT * FROM " + from + " WHERE "
                + columns.stream().map(c -> c + " IS NOT NULL").collect(Collectors.joining(" OR ")) + ") AS s ON "
                + key.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(" AND "))
                + " WHEN MATCHED THEN UPDATE SET "
                + columns.stream().map(c -> "t." + c + " = s." + c).collect(Collectors.joining(", "));
    }

    @Override
    public DecantException failure(String doing, SQLException cause) {
        return H2Failure.of(doing, cause);
    }
}
