package io.decant;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.ColumnRules;
import io.decant.plan.TenantKey;
import io.decant.testing.Fixture;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/**
 * PostgreSQL's own COPY and casts read an archive by the script that lies in it: none of our readers, codecs and loaders
 * takes part. Its {@code \copy} lines are run as psql would.
 */
class PostgresLoadScriptTest {
    private static final Pattern COPY = Pattern.compile("\\\\copy (\\w+) from '([^']+)' with (\\(.*\\))");

    @TempDir
    Path folder;

    static Stream<Fixture> fixtures() {
        return Fixture.all().stream();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void theScriptInTheArchiveMakesTheSameRows(Fixture fixture) throws Exception {
        DataSource source = TestProduct.POSTGRESQL.newDatabase(folder);
        try (Connection connection = source.getConnection()) {
            fixture.create(connection, TestProduct.POSTGRESQL);
        }
        for (TenantKey tenant : fixture.tenants()) {
            Path out = Files.createTempDirectory(folder, "archive").resolve("a");
            new Exporter(source, CircleTest.model(fixture, TestProduct.POSTGRESQL))
                    .export(tenant, out, ExportOptions.DEFAULT, Progress.NONE);
            DataSource target = TestProduct.POSTGRESQL.newDatabase(folder);
            try (Connection connection = target.getConnection()) {
                fixture.createTables(connection, TestProduct.POSTGRESQL);
                connection.setAutoCommit(false);
                run(connection, out);
            }
            for (String table : fixture.tables()) {
                if (!emptied(fixture, table)) {
                    String rows = fixture.rowsOf(table, tenant, TestProduct.POSTGRESQL);
                    assertThat(sorted(target, rows)).as(table).isEqualTo(sorted(source, rows));
                }
            }
        }
    }

    private static void run(Connection connection, Path archive) throws SQLException, IOException {
        StringBuilder sql = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            for (String line : Files.readAllLines(archive.resolve("load/postgresql.sql"))) {
                Matcher copy = COPY.matcher(line);
                if (copy.matches()) {
                    statement.execute(sql.toString());
                    sql.setLength(0);
                    try (InputStream in = Files.newInputStream(archive.resolve(copy.group(2)))) {
                        connection
                                .unwrap(PGConnection.class)
                                .getCopyAPI()
                                .copyIn("COPY " + copy.group(1) + " FROM STDIN WITH " + copy.group(3), in);
                    }
                } else if (!line.startsWith("\\set ")) {
                    assertThat(line).doesNotStartWith("\\");
                    sql.append(line).append('\n');
                }
            }
            statement.execute(sql.toString());
        }
    }

    private static boolean emptied(Fixture fixture, String table) {
        return CircleTest.model(fixture, TestProduct.POSTGRESQL).columns().stream()
                .filter(c -> !c.rules().equals(ColumnRules.KEEP))
                .anyMatch(c -> c.column().text().startsWith(table + "."));
    }

    private static List<String> sorted(DataSource database, String query) throws SQLException {
        return Rows.of(database, query).stream().map(String::valueOf).sorted().toList();
    }
}
