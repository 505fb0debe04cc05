package io.decant.dialect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.decant.schema.TypeKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The contract on a server of the user's own: {@code -Dmssql.url=jdbc:sqlserver://HOST:1433;encrypt=true;…} with
 * {@code -Dmssql.user} and {@code -Dmssql.password} of a login that may create databases. Each test makes one and drops it.
 * Without the URL nothing is run, and that is said.
 */
@Tag("mssql")
class SqlServerContractTest extends DialectContract {
    private static final String URL = System.getProperty("mssql.url", "");

    private final List<String> made = new ArrayList<>();

    @BeforeAll
    static void sayWhetherItRuns() {
        if (URL.isEmpty()) {
            System.out.println("SQL Server: the contract suite was NOT RUN. No server is part of the build; give one by"
                    + " -Dmssql.url=jdbc:sqlserver://HOST:1433;... -Dmssql.user=... -Dmssql.password=...");
        }
        assumeTrue(!URL.isEmpty(), "no -Dmssql.url: not run against a server");
    }

    @Override
    DataSource emptyDatabase() throws SQLException {
        String name = "decant_" + UUID.randomUUID().toString().replace('-', '_');
        administer("CREATE DATABASE " + name, "ALTER DATABASE " + name + " SET ALLOW_SNAPSHOT_ISOLATION ON");
        made.add(name);
        return TestDatabase.at(URL + ";databaseName=" + name + ";user=" + braced("mssql.user") + ";password="
                + braced("mssql.password"));
    }

    /** As a value in a URL. */
    private static String braced(String property) {
        return "{" + System.getProperty(property, "").replace("}", "}}") + "}";
    }

    @AfterEach
    void dropDatabases() throws SQLException {
        for (String name : made) {
            administer("ALTER DATABASE " + name + " SET SINGLE_USER WITH ROLLBACK IMMEDIATE", "DROP DATABASE " + name);
        }
    }

    private static void administer(String... statements) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", System.getProperty("mssql.user", ""));
        login.setProperty("password", System.getProperty("mssql.password", ""));
        try (Connection connection = DriverManager.getConnection(URL, login);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    Map<TypeKind, String> declarations() {
        Map<TypeKind, String> types = new EnumMap<>(TypeKind.class);
        types.put(TypeKind.BOOLEAN, "bit");
        types.put(TypeKind.INTEGER, "bigint");
        types.put(TypeKind.DECIMAL, "decimal(10,2)");
        types.put(TypeKind.FLOAT32, "real");
        types.put(TypeKind.FLOAT64, "float");
        types.put(TypeKind.TEXT, "nvarchar(200) COLLATE Latin1_General_100_BIN2");
        types.put(TypeKind.BYTES, "varbinary(max)");
        types.put(TypeKind.UUID, "uniqueidentifier");
        types.put(TypeKind.DATE, "date");
        types.put(TypeKind.TIME, "time(6)");
        types.put(TypeKind.TIMESTAMP, "datetime2(6)");
        types.put(TypeKind.TIMESTAMPOFFSET, "datetimeoffset(6)");
        types.put(TypeKind.OTHER, "hierarchyid");
        return types;
    }

    @Override
    List<String> values(TypeKind kind) {
        return switch (kind) {
            case FLOAT32 -> List.of("0", "0.1", "-3.4028235e+38", "1.1754944e-38", "16777216");
            case FLOAT64 -> List.of("0", "1.5", "2.2250738585072014e-308", "1.7976931348623157e+308", "2e+23", "0.1");
            case OTHER -> List.of("/", "/1/", "/1/2.1/");
            default -> super.values(kind);
        };
    }

    @Override
    Map<TypeKind, List<String>> refusals() {
        return Map.of(
                TypeKind.INTEGER, List.of("9223372036854775808", "1.5"),
                TypeKind.DECIMAL, List.of("1.001", "123456789012", "NaN"),
                TypeKind.FLOAT64, List.of("-0", "INF", "5e-324"),
                TypeKind.DATE, List.of("infinity", "0000-12-31"),
                TypeKind.TIME, List.of("10:00:00.1234567", "24:00:00"),
                TypeKind.TIMESTAMP, List.of("2024-03-11T14:38:10.1234567", "-infinity"),
                TypeKind.TIMESTAMPOFFSET, List.of("0001-01-01T00:00:00+05:00"));
    }

    @Override
    String identity() {
        return "bigint IDENTITY(1,1) PRIMARY KEY";
    }

    @Override
    String twiceN() {
        return "twice AS (n * 2)";
    }

    /** A key takes '' and ' ' for the same. */
    @Override
    boolean comparesPadded() {
        return true;
    }

    @Override
    String schemaName() {
        return "dbo";
    }

    @Override
    String[] triggers() {
        return new String[] {
            "CREATE TRIGGER on_insert ON watched AFTER INSERT AS DELETE FROM log",
            "CREATE TRIGGER on_delete ON watched AFTER DELETE AS INSERT INTO log VALUES (1)"
        };
    }
}
