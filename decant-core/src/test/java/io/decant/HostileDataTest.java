package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas, rows, keys and archives that once made another tenant's rows leave, vanish or be quoted. */
class HostileDataTest {
    private static final String ORGS = "CREATE TABLE orgs (id integer PRIMARY KEY, name varchar(40))";
    private static final String USERS =
            "CREATE TABLE users (id integer PRIMARY KEY, org_id integer NOT NULL REFERENCES orgs(id), mail varchar(60))";
    private static final String MODEL = "tenant: {table: orgs, columns: [org_id]}\n";

    @TempDir
    Path folder;

    private int archives;

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void defaultRowsThatAnotherTenantNamesAreNotReplaced(TestProduct product) throws Exception {
        String[] ddl = {
            ORGS,
            "CREATE TABLE roles (id integer PRIMARY KEY, org_id integer REFERENCES orgs(id))",
            "CREATE TABLE users (id integer PRIMARY KEY, org_id integer NOT NULL REFERENCES orgs(id),"
                    + " role integer REFERENCES roles(id) ON DELETE CASCADE)"
        };
        String model = MODEL + "tables:\n  roles: {default: true}\n";
        DataSource source = database(product, ddl);
        run(
                source,
                "INSERT INTO orgs VALUES (1, 'a')",
                "INSERT INTO roles VALUES (5, 1)",
                "INSERT INTO users VALUES (10, 1, 5)");
        Path archive = export(source, model, "1");
        DataSource target = database(product, ddl);
        run(
                target,
                "INSERT INTO orgs VALUES (1, 'a'), (2, 'b')",
                "INSERT INTO roles VALUES (5, 1)",
                "INSERT INTO users VALUES (77, 2, 5)");

        refused(() -> load(target, model, archive, ImportOptions.DEFAULT), ErrorCode.IMPORT_REFUSED, "1 row");

        assertThat(Rows.of(target, "SELECT id, org_id, role FROM users")).containsExactly(Rows.row("77", "2", "5"));
        run(target, "UPDATE users SET role = NULL");
        load(target, model, archive, ImportOptions.DEFAULT);
        assertThat(Rows.value(target, "SELECT count(*) FROM users")).isEqualTo("2");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aTenantWhoseKeyDiffersInCaseOnlyDoesNotLeaveToo(TestProduct product) throws Exception {
        DataSource source = database(product);
        if (product == TestProduct.POSTGRESQL) {
            run(source, "CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
        }
        String nocase = Map.of(
                        TestProduct.POSTGRESQL, "text COLLATE nocase",
                        TestProduct.SQLITE, "TEXT COLLATE NOCASE",
                        TestProduct.H2, "VARCHAR_IGNORECASE(40)",
                        TestProduct.MARIADB, "varchar(40) COLLATE utf8mb4_general_ci")
                .get(product);
        run(
                source,
                "CREATE TABLE orgs (id varchar(40) PRIMARY KEY)",
                "CREATE TABLE users (id integer PRIMARY KEY, org_id " + nocase + " NOT NULL)",
                "INSERT INTO orgs VALUES ('acme'), ('ACME')",
                "INSERT INTO users VALUES (10, 'acme'), (11, 'ACME')");

        refused(() -> export(source, MODEL, "acme"), ErrorCode.PLAN_REFUSED, "collation");
        run(source, "DELETE FROM users WHERE id = 11");
        export(source, MODEL, "acme");
    }

    @Test
    void aKeyThatTheRootTakesForTheSameIsTheSameTenant() throws Exception {
        DataSource source = database(
                TestProduct.SQLITE,
                "CREATE TABLE orgs (id TEXT COLLATE NOCASE PRIMARY KEY)",
                "CREATE TABLE users (id INTEGER PRIMARY KEY, org_id TEXT NOT NULL COLLATE NOCASE REFERENCES orgs(id))",
                "INSERT INTO orgs VALUES ('acme')",
                "INSERT INTO users VALUES (10, 'acme'), (11, 'ACME')");
        ExportReport report = new Exporter(source, model(MODEL))
                .export(TenantKey.of("acme"), folder.resolve("nocase"), ExportOptions.DEFAULT, Progress.NONE);
        assertThat(report.rows()).isEqualTo(3);
        assertThat(report.notes()).anyMatch(n -> n.contains("users, column org_id") && n.contains("spell"));
    }

    /** SQLite checks foreign keys only where a connection asks for it. */
    @Test
    void aReferenceThatSqliteDidNotCheckStopsTheExportIfItDangles() throws Exception {
        DataSource source = database(
                TestProduct.SQLITE,
                ORGS,
                "CREATE TABLE teams (id integer PRIMARY KEY, org_id integer NOT NULL REFERENCES orgs(id))",
                "CREATE TABLE users (id integer PRIMARY KEY, org_id integer NOT NULL REFERENCES orgs(id),"
                        + " team integer REFERENCES teams(id))",
                "PRAGMA foreign_keys = OFF",
                "INSERT INTO orgs VALUES (1, 'a')",
                "INSERT INTO users VALUES (10, 1, 99)");
        refused(() -> export(source, MODEL, "1"), ErrorCode.PLAN_REFUSED, "team -> teams");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "007", "", "1.0", "99999999999999"})
    void aNewKeyThatIsNoneOfTheColumnsIsRefused(String as) throws Exception {
        for (TestProduct product : List.of(TestProduct.POSTGRESQL, TestProduct.H2)) {
            Path archive = export(filled(product), MODEL, "1");
            ImportOptions options = ImportOptions.DEFAULT.withAs(TenantKey.of(as));
            DataSource target = database(product, ORGS, USERS);
            refused(() -> load(target, MODEL, archive, options), ErrorCode.USAGE, "(integer)");
            assertThat(Rows.value(target, "SELECT count(*) FROM orgs")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#drilled")
    void aTenantWhomTheManifestGivesNoKeyOfTheTypeIsRefused(TestProduct product) throws Exception {
        Path archive = export(filled(product), MODEL, "1");
        Path forged = folder.resolve("forged");
        new Forgery(archive, forged).tenant(Map.of("id", "one"));
        DataSource target = database(product, ORGS, USERS);
        refused(() -> load(target, MODEL, forged, ImportOptions.DEFAULT), ErrorCode.IMPORT_REFUSED, "manifest");
    }

    @Test
    void aTenantWhoseKeyIsTooLargeForTheColumnIsUnknown() throws Exception {
        for (TestProduct product : List.of(TestProduct.POSTGRESQL, TestProduct.H2)) {
            DataSource source = filled(product);
            refused(() -> export(source, MODEL, "99999999999999"), ErrorCode.TENANT_UNKNOWN, "no tenant has this key");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RAISE EXCEPTION 'no %', NEW.mail USING ERRCODE = '42501'",
                "RAISE EXCEPTION 'no %', NEW.mail USING ERRCODE = '53100'",
                "EXECUTE 'SELECT ' || quote_ident(NEW.mail)"
            })
    void whatATriggerSaysOfARowIsNotRepeated(String body) throws Exception {
        Path archive = export(filled(TestProduct.POSTGRESQL), MODEL, "1");
        DataSource target = database(
                TestProduct.POSTGRESQL,
                ORGS,
                USERS,
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body + "; RETURN NEW; END $$",
                "CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()");
        ImportOptions fire = ImportOptions.DEFAULT.withTriggers(ImportOptions.Triggers.FIRE);
        assertThatThrownBy(() -> load(target, MODEL, archive, fire))
                .isInstanceOf(DecantException.class)
                .hasMessageContaining("SQLSTATE")
                .hasMessageNotContaining("secret");
    }

    /** A sequence does not come back with a rollback. */
    @Test
    void aRefusedArchiveDoesNotUseUpTheTargetsNumbers() throws Exception {
        String users = "CREATE TABLE users (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"
                + " org_id integer NOT NULL REFERENCES orgs(id), boss bigint)";
        String model = MODEL + "references:\n  - {child: users, columns: [boss], parent: users}\n";
        DataSource source = database(
                TestProduct.POSTGRESQL,
                ORGS,
                users,
                "INSERT INTO orgs VALUES (1, 'a')",
                "INSERT INTO users (id, org_id) VALUES (9000000000, 1)");
        Path archive = export(source, MODEL, "1");
        Path forged = folder.resolve("forged");
        new Forgery(archive, forged).rows("users", row -> row.put("boss", "1"));
        DataSource target = database(
                TestProduct.POSTGRESQL,
                ORGS,
                users,
                "INSERT INTO orgs VALUES (2, 'b')",
                "INSERT INTO users (org_id) VALUES (2)");
        refused(() -> load(target, model, forged, ImportOptions.DEFAULT), ErrorCode.IMPORT_REFUSED, "users: 1");
        run(target, "INSERT INTO users (org_id) VALUES (2)");
        assertThat(Rows.value(target, "SELECT max(id) FROM users")).isEqualTo("2");
    }

    private DataSource filled(TestProduct product) throws SQLException {
        return database(
                product,
                ORGS,
                USERS,
                "INSERT INTO orgs VALUES (1, 'a')",
                "INSERT INTO users VALUES (10, 1, 'secret@example.org')");
    }

    private DataSource database(TestProduct product, String... statements) throws SQLException {
        DataSource database = product.newDatabase(folder);
        run(database, statements);
        return database;
    }

    private static void run(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static TenantModel model(String yaml) {
        return ModelReader.read(yaml, "decant.yaml");
    }

    private Path export(DataSource source, String model, String tenant) {
        Path archive = folder.resolve("archive" + ++archives);
        new Exporter(source, model(model)).export(TenantKey.of(tenant), archive, ExportOptions.DEFAULT, Progress.NONE);
        return archive;
    }

    private static ImportReport load(DataSource target, String model, Path archive, ImportOptions options) {
        return new Importer(target, model(model)).importArchive(archive, options, Progress.NONE);
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String saying) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(saying);
    }
}
