package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.ImportOptions.Allowance;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every row of the first table of docs/DRIFT.md on the products that it names. */
class DriftDocTest {
    private static final TenantModel MODEL = ModelReader.read("tenant: {table: orgs, columns: [org]}\n", "decant.yaml");

    @TempDir
    Path folder;

    /** @return the cells of each row of the table whose heading begins with a word, without back-quotes */
    static List<List<String>> rows(String firstHeading) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "DRIFT.md"));
        int at = 0;
        while (!lines.get(at).startsWith("| " + firstHeading)) {
            at++;
        }
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines.subList(at + 2, lines.size())) {
            if (!line.startsWith("|")) {
                return rows;
            }
            String cells = line.substring(1, line.length() - 1);
            rows.add(Arrays.stream(cells.split("\\|", -1))
                    .map(c -> c.strip().replaceAll("^`(.*)`$", "$1"))
                    .toList());
        }
        return rows;
    }

    static Stream<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (List<String> row : rows("what differs")) {
            for (TestProduct product : TestProduct.drilled()) {
                if (row.get(6).equals("all") || row.get(6).contains(product.label())) {
                    cases.add(Arguments.of(row, product));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isGradedAsTheDocumentSays(List<String> row, TestProduct product) throws Exception {
        DataSource source = database(product, row.get(1));
        run(source, "INSERT INTO orgs VALUES (1)", "INSERT INTO kinds VALUES (5, 1)");
        run(source, "INSERT INTO things VALUES (1, " + row.get(3) + ")");
        Path archive = folder.resolve("archive");
        new Exporter(source, MODEL).export(TenantKey.of("1"), archive, ExportOptions.DEFAULT, Progress.NONE);

        String kind = row.get(4);
        String grade = row.get(5);
        DataSource target = database(product, row.get(2));
        List<Set<Allowance>> steps = List.of(Set.of(), Set.of(Allowance.COMPATIBLE), Set.of(Allowance.LOSSY));
        int enough = List.of("matches", "compatible", "lossy", "incompatible").indexOf(grade);
        for (int i = 0; i < Math.min(enough, steps.size()); i++) {
            Set<Allowance> allow = steps.get(i);
            assertThatThrownBy(() -> load(target, archive, allow))
                    .isInstanceOfSatisfying(
                            DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH))
                    .hasMessageContaining("[" + kind + ", " + grade + "]");
            assertThat(Rows.value(target, "SELECT count(*) FROM orgs")).isEqualTo("0");
        }
        if (enough < steps.size()) {
            ImportReport report = load(target, archive, steps.get(enough));
            assertThat(report.differences().stream().map(d -> d.kind().text())).allMatch(kind::equals);
            assertThat(report.differences()).hasSize(kind.isEmpty() ? 0 : 1);
            assertThat(Rows.value(target, "SELECT count(*) FROM things")).isEqualTo("1");
            CompareReport compared =
                    new Comparer(Progress.NONE, null).compare(archive, target, MODEL, List.of(), null, null, null);
            assertThat(compared.equal()).isTrue();
            assertThat(compared.differences()).isEqualTo(report.differences());
        }
    }

    @Test
    void namesEveryKind() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "DRIFT.md"));
        Set<String> run = rows("what differs").stream().map(r -> r.get(4)).collect(Collectors.toSet());
        for (SchemaDifference.Kind kind : SchemaDifference.Kind.values()) {
            assertThat(text).contains("`" + kind.text() + "`");
        }
        assertThat(run).hasSize(SchemaDifference.Kind.values().length - 3 + 1);
        for (ColumnLoss.Kind kind : ColumnLoss.Kind.values()) {
            assertThat(text).contains(kind == ColumnLoss.Kind.AS_TEXT ? "type-as-text" : "`" + kind.text() + "`");
        }
    }

    private DataSource database(TestProduct product, String things) throws SQLException {
        DataSource database = product.newDatabase(folder);
        run(
                database,
                "CREATE TABLE orgs (id integer PRIMARY KEY)",
                "CREATE TABLE kinds (id integer PRIMARY KEY, org integer NOT NULL)");
        if (!things.equals("none")) {
            run(database, "CREATE TABLE things (org integer NOT NULL, " + things + ")");
        }
        return database;
    }

    private static ImportReport load(DataSource target, Path archive, Set<Allowance> allow) {
        return new Importer(target, MODEL)
                .importArchive(archive, ImportOptions.DEFAULT.withAllow(allow), Progress.NONE);
    }

    private static void run(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
