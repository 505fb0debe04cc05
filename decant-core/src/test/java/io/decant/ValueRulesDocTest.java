package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.TableMatch.ColumnMatch;
import io.decant.dialect.Dialect;
import io.decant.dialect.RowQuery;
import io.decant.dialect.TableLoader;
import io.decant.dialect.ValueCheck;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter;
import io.decant.record.RecordBuffer;
import io.decant.schema.Column;
import io.decant.schema.ColumnType;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TypeKind;
import io.decant.testing.TestProduct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every row of the second table of docs/DRIFT.md: the product itself refuses the value as it is, and gives back what is
 * put in its place.
 */
class ValueRulesDocTest {
    @TempDir
    Path folder;

    static Stream<List<String>> rules() throws IOException {
        return DriftDocTest.rows("product").stream()
                .flatMap(row -> Stream.of(row.get(0).split(", "))
                        .filter(name -> product(name).missing().isEmpty())
                        .map(name -> Stream.concat(Stream.of(name), row.stream().skip(1))
                                .toList()));
    }

    private static TestProduct product(String label) {
        return Arrays.stream(TestProduct.values())
                .filter(p -> p.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void goesInAsTheDocumentSays(List<String> row) throws Exception {
        TestProduct product = product(row.get(0));
        try (Connection connection = product.newDatabase(folder).getConnection()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (v " + row.get(1) + ")");
            }
            Dialect dialect = Dialect.of(connection);
            Table table = dialect.readSchema(connection, List.of()).tables().get(0);
            Column target = table.columns().get(0);
            ColumnType type = ColumnType.of(TypeKind.ofCanonicalName(row.get(2)));
            RecordBuffer value = record(row.get(3));

            assertThatThrownBy(() -> roundTrip(connection, dialect, table, target.as(type), value))
                    .isInstanceOfSatisfying(
                            DecantException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.VALUE_UNREPRESENTABLE));

            Column archived = target.as(type).asNullable();
            ValueCheck check = dialect.valueCheck(target, type).orElseThrow();
            FieldFit fit = new FieldFit(new ColumnMatch(archived, target), false, check);
            RecordBuffer changed = new RecordBuffer();
            fit.pass(value, 0, changed);
            if (row.get(4).equals("refused")) {
                assertThat(fit.unfit()).hasSize(1);
                assertThat(fit.lost()).isEmpty();
            } else {
                assertThat(fit.unfit()).isEmpty();
                assertThat(fit.lost().keySet().stream().map(ColumnLoss.Kind::text))
                        .containsExactly(row.get(5));
                assertThat(text(changed)).isEqualTo(row.get(4));
                assertThat(roundTrip(connection, dialect, table, target.as(type), changed))
                        .satisfiesAnyOf(
                                back -> assertThat(back).isEqualTo(row.get(4)),
                                back -> assertThat(back.replaceAll("\\.?0+$", ""))
                                        .isEqualTo(row.get(4)),
                                back -> assertThat(back).isEqualTo(row.get(4) + ".00"));
            }
        }
    }

    private static RecordBuffer record(String cell) {
        RecordBuffer record = new RecordBuffer();
        record.add(cell.replace("\\0", "\0").replace("\\s", " ").getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static String text(RecordBuffer record) {
        return record.isNull(0) ? "NULL" : record.text(0);
    }

    /** Loads the value alone, and reads it back. */
    private static String roundTrip(
            Connection connection, Dialect dialect, Table table, Column column, RecordBuffer value)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            try (TableLoader loader = dialect.tableLoader(connection, table, List.of(column))) {
                loader.accept(value);
                loader.finish();
            }
            List<String> back = new ArrayList<>();
            Schema schema = Schema.of(List.of(table));
            RowQuery query = new RowQuery(schema, table, List.of(column), new RowFilter.All(), null, false);
            dialect.rowReader(connection, query).read(record -> back.add(text(record)));
            assertThat(back).hasSize(1);
            return back.get(0);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
