package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** COPY takes no parameters, so a tenant's key stands in the statement itself. */
class PostgresConstantsTest {
    private static final List<String> KEYS = List.of(
            "acme",
            "",
            "it's",
            "''",
            "'",
            "\\",
            "\\'",
            "\\'; DROP TABLE doc; --",
            "'; DROP TABLE doc; --",
            "' OR true OR '",
            "$1",
            "?",
            "$$",
            "${tenant}",
            "E'\\x41'",
            "line\r\nbreak",
            "tab\tand \"quotes\"",
            "\u00E9\u4E2D\uD83D\uDE00",
            "\uFF07",
            "{fn now()}",
            "/* -- */");

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void everyKeyFindsItsOwnRowAndNoOther(String standardStrings) throws SQLException {
        TestPostgres database = TestPostgres.newDatabase("CREATE TABLE doc (id int PRIMARY KEY, tenant text NOT NULL)");
        database.runScript("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET standard_conforming_strings = "
                + standardStrings + "', current_database()); END $$");
        Dialect dialect = new PostgresDialect();
        try (Connection connection = database.getConnection()) {
            fill(connection);
            Schema schema = dialect.readSchema(connection, List.of("public"));
            Table doc = schema.tables().get(0);
            for (int id = 0; id < KEYS.size(); id++) {
                RowQuery query = new RowQuery(
                        schema,
                        doc,
                        doc.columns(),
                        new RowFilter.TenantIs(List.of("tenant")),
                        TenantKey.of(KEYS.get(id)),
                        false);
                List<String> ids = new ArrayList<>();
                dialect.rowReader(connection, query).read(row -> ids.add(row.text(0)));
                assertThat(ids).as("key %d", id).containsExactly(String.valueOf(id));
            }
            try (PreparedStatement setting = connection.prepareStatement("SHOW standard_conforming_strings");
                    ResultSet row = setting.executeQuery()) {
                row.next();
                assertThat(row.getString(1)).as("after the transaction").isEqualTo(standardStrings);
            }
        }
    }

    private static void fill(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO doc VALUES (?, ?)")) {
            for (int id = 0; id < KEYS.size(); id++) {
                insert.setInt(1, id);
                insert.setString(2, KEYS.get(id));
                insert.executeUpdate();
            }
        }
    }
}
