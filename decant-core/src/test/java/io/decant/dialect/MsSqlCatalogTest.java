package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import io.decant.schema.TypeKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The catalog's queries, run by H2 over tables that are named and filled as SQL Server's sys views are documented to be
 * ({@code mssql/sys.sql}). It shows what they select and how that is understood, not that a server has such views.
 */
class MsSqlCatalogTest {
    private final MsSqlDialect dialect = new MsSqlDialect();
    private Connection connection;

    /** Stand for SQL Server's own functions. */
    public static final class Functions {
        static int sees = 1;

        private Functions() {}

        public static int hasPermsByName(String securable, String securableClass, String permission) {
            return sees;
        }

        public static String quoteName(String name) {
            return "[" + name + "]";
        }

        public static String databaseName() {
            return "shop";
        }
    }

    @BeforeEach
    void fill() throws SQLException, IOException {
        Functions.sees = 1;
        connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=MSSQLServer;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
        String self = Functions.class.getName();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE ALIAS HAS_PERMS_BY_NAME FOR '" + self + ".hasPermsByName'");
            statement.execute("CREATE ALIAS QUOTENAME FOR '" + self + ".quoteName'");
            statement.execute("CREATE ALIAS DB_NAME FOR '" + self + ".databaseName'");
            try (var script = Objects.requireNonNull(getClass().getResourceAsStream("/mssql/sys.sql"))) {
                statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Table table(String name) throws SQLException {
        return dialect.readSchema(connection, List.of()).requireTable(new TableName("dbo", name));
    }

    @Test
    void readsTablesOfTheUserWithTheirSizes() throws SQLException {
        Schema schema = dialect.readSchema(connection, List.of());
        assertThat(schema.tables())
                .extracting(t -> t.name().toString())
                .containsExactly("dbo.account", "dbo.account_history", "sales.order");
        assertThat(table("account").estimatedRows()).isEqualTo(7);
        assertThat(table("account").estimatedBytes()).isEqualTo(5 * 8192);
        assertThat(table("account_history").estimatedRows()).isEqualTo(-1);
    }

    @Test
    void takesOnlyTheSchemasThatAreNamed() throws SQLException {
        assertThat(dialect.readSchema(connection, List.of("sales")).tables())
                .extracting(t -> t.name().toString())
                .containsExactly("sales.order");
        assertThat(dialect.readSchema(connection, List.of("sales"))
                        .tables()
                        .get(0)
                        .foreignKeys())
                .extracting(ForeignKey::name)
                .doesNotContain("order_account");
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> dialect.readSchema(connection, List.of("Sales")))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    }

    @Test
    void refusesToReadACatalogOfWhichTheRoleSeesAPart() {
        Functions.sees = 0;
        assertThatExceptionOfType(DecantException.class)
                .isThrownBy(() -> dialect.readSchema(connection, List.of()))
                .withMessageContaining("GRANT VIEW DEFINITION");
    }

    @Test
    void spellsTypesAsDefinitionsDo() throws SQLException {
        assertThat(table("account").columns())
                .extracting(c -> c.name() + " " + c.nativeType() + " "
                        + c.type().kind() + " " + c.type().size())
                .containsExactly(
                        "id int INTEGER 32",
                        "slug varchar(20) COLLATE Latin1_General_CI_AS TEXT 20",
                        "email nvarchar(40) COLLATE Latin1_General_CI_AS TEXT 40",
                        "note nvarchar(max) COLLATE Latin1_General_CI_AS TEXT -1",
                        "total decimal(10,2) DECIMAL 10",
                        "at datetime2(3) TIMESTAMP 3",
                        "since datetime2(7) TIMESTAMP 7",
                        "node hierarchyid OTHER -1",
                        "spot [dbo].[Point] OTHER -1",
                        "version timestamp BYTES 8",
                        "secret varchar ENCRYPTED OTHER -1",
                        "twice int INTEGER 32",
                        "photo varbinary(max) BYTES -1");
    }

    @Test
    void tellsWhoMakesAColumnsValues() throws SQLException {
        Table account = table("account");
        assertThat(account.requireColumn("id"))
                .extracting(Column::generation, Column::hasDefault, Column::nullable)
                .containsExactly(Generation.IDENTITY_ALWAYS, true, false);
        assertThat(account.requireColumn("slug").generation()).isEqualTo(Generation.NONE);
        assertThat(account.requireColumn("note").hasDefault()).isTrue();
        assertThat(account.requireColumn("note").nullable()).isTrue();
        for (String computed : List.of("since", "version", "twice")) {
            assertThat(account.requireColumn(computed).computed()).as(computed).isTrue();
            assertThat(account.requireColumn(computed).hasDefault())
                    .as(computed)
                    .isFalse();
        }
        Table order = dialect.readSchema(connection, List.of()).requireTable(new TableName("sales", "order"));
        assertThat(order.requireColumn("number"))
                .extracting(Column::generation, Column::hasDefault)
                .containsExactly(Generation.IDENTITY, true);
        assertThat(order.requireColumn("number").type().kind()).isEqualTo(TypeKind.INTEGER);
    }

    @Test
    void countsOnlyWholeIndexesAsKeys() throws SQLException {
        Table account = table("account");
        assertThat(account.primaryKey()).containsExactly("slug", "id");
        assertThat(account.uniqueKeys()).containsExactly(List.of("email"));
        assertThat(account.indexes()).containsExactly(List.of("slug", "id"), List.of("email"), List.of("at"));
    }

    @Test
    void takesReferencesThatNobodyTrustsForUncheckedOnes() throws SQLException {
        Table order = dialect.readSchema(connection, List.of()).requireTable(new TableName("sales", "order"));
        assertThat(order.foreignKeys())
                .extracting(ForeignKey::name, ForeignKey::columns, ForeignKey::parentColumns, ForeignKey::enforcement)
                .containsExactly(
                        tuple(
                                "order_account",
                                List.of("slug", "account"),
                                List.of("slug", "id"),
                                Enforcement.IMMEDIATE),
                        tuple("order_disabled", List.of("number"), List.of("number"), Enforcement.NONE),
                        tuple("order_untrusted", List.of("number"), List.of("number"), Enforcement.NONE));
    }

    @Test
    void namesTriggersThatAnImportWouldFire() throws SQLException {
        assertThat(table("account").triggers()).containsExactly("on_insert", "on_update");
    }
}
