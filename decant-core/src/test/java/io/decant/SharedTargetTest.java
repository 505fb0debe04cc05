package io.decant;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.decant.ImportOptions.Keys;
import io.decant.ImportOptions.NewShared;
import io.decant.ImportOptions.OnConflict;
import io.decant.ImportReport.ImportedTable;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Agency;
import io.decant.testing.Rows;
import io.decant.testing.TestProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Imports into databases that others live in: keys that collide, rows that are shared, a tenant that is there already. */
class SharedTargetTest {
    private static final ImportOptions REMAP = ImportOptions.DEFAULT.withKeys(Keys.REMAP);
    private static final ImportOptions SKIP = ImportOptions.DEFAULT.withOnConflict(OnConflict.SKIP);
    private static final ImportOptions UPDATE = ImportOptions.DEFAULT.withOnConflict(OnConflict.UPDATE);

    @TempDir
    Path folder;

    private int archives;

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void aRemappedTenantIsTheSameByItsNaturalKeys(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        // The same numbers and uuids, of two others; the shared rows have other numbers, and one is missing.
        Agency target = Agency.create(product, folder)
                .shared(100)
                .tenant(1, "globex", 10, 100)
                .tenant(2, "initech", 20, 100);
        target.run(
                "DELETE FROM countries WHERE code = 'nz'", "UPDATE countries SET name = 'Sverige' WHERE code = 'se'");
        source.run(
                "INSERT INTO cities (id, country_id, name) VALUES (7, 3, 'Napier')",
                "UPDATE people SET city_id = 7 WHERE id = 12");
        Path keyMap = folder.resolve("keys.csv");

        ImportReport dry = load(target, export(source, "1"), REMAP.withDryRun(true));
        List<List<String>> others = target.others("0");
        ImportReport report = load(target, export(source, "1"), REMAP.withKeyMap(keyMap));

        assertThat(target.picture("acme")).isEqualTo(source.picture("acme"));
        String org = target.value("SELECT id FROM orgs WHERE slug = 'acme'");
        assertThat(org).isNotIn("1", "2");
        List<List<String>> now = target.others(org);
        for (int i = 0; i < others.size(); i++) {
            assertThat(now.get(i)).as("rows of others, query " + i).containsAll(others.get(i));
        }
        assertThat(target.value("SELECT name FROM countries WHERE code = 'se'")).isEqualTo("Sverige");
        assertThat(target.value("SELECT count(*) FROM countries")).isEqualTo("3");
        assertThat(target.value("SELECT count(*) FROM labels WHERE org_id IS NULL"))
                .isEqualTo("2");
        // Below a label that is everybody's there is still the one wording of each language.
        assertThat(target.value(
                        "SELECT count(*) FROM wordings w JOIN labels l ON l.id = w.label_id WHERE l.org_id IS NULL"))
                .isEqualTo("3");
        assertThat(counts(report)).isEqualTo(counts(dry));
        ImportedTable people = table(report, "people");
        assertThat(people.inserted()).isEqualTo(3);
        assertThat(people.remapped()).isEqualTo(3);
        assertThat(table(report, "countries").matched()).isEqualTo(2);
        assertThat(table(report, "countries").inserted()).isEqualTo(1);
        // Shared rows are the target's own, and one of them was edited there; everything else is the same.
        target.run("UPDATE countries SET name = 'Sweden' WHERE code = 'se'");
        CompareReport compared = new Comparer(Progress.NONE, null)
                .compare(export(source, "1"), target.database(), target.model(), List.of(), null, null, keyMap);
        assertThat(compared.tables()).allMatch(CompareReport.ComparedTable::equal);
        assertThat(Files.readString(keyMap).toLowerCase(Locale.ROOT))
                .startsWith("table,column,old,new\r\norgs,id,1," + org + "\r\n")
                .contains("people,id,10,");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void whoWritesForOneTenantOnlyBringsNoSharedRow(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Agency target = Agency.create(product, folder).shared(100).tenant(2, "globex", 30, 100);
        source.run("INSERT INTO cities (id, country_id, name) VALUES (7, 3, 'Napier')");
        Path withoutIt = export(source, "1");
        source.run("UPDATE people SET city_id = 7 WHERE id = 12");
        Path withIt = export(source, "1");
        ImportOptions ownOnly = REMAP.withNewShared(NewShared.REFUSE);
        List<List<String>> before = target.others("0");

        assertThatThrownBy(() -> load(target, withIt, ownOnly))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_COLLISION))
                .extracting(e -> e.getMessage().toLowerCase(Locale.ROOT), as(STRING))
                .contains("cities (shared by all tenants, and not here yet");
        assertThat(target.others("0")).isEqualTo(before);
        load(target, withoutIt, ownOnly);
        assertThat(target.value("SELECT count(*) FROM cities WHERE name = 'Napier'"))
                .isEqualTo("0");
        assertThat(target.value("SELECT count(*) FROM orgs WHERE slug = 'acme'"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void whoSaysNoBeforeTheCommitHasNothingWritten(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Agency target = Agency.create(product, folder).shared(100).tenant(2, "globex", 30, 100);
        Path archive = export(source, "1");
        List<List<String>> before = target.others("0");
        Importer importer = new Importer(target.database(), target.model()).beforeCommit(() -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> importer.importArchive(archive, REMAP, Progress.NONE))
                .hasMessage("no");
        assertThat(target.others("0")).isEqualTo(before);
        assertThat(importer.importArchive(archive, REMAP.withDryRun(true), Progress.NONE)
                        .accepted())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void remappedTwiceTheyAreTwoTenants(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Agency target = Agency.create(product, folder).shared(1);
        Path archive = export(source, "1");
        load(target, archive, REMAP);
        target.run("UPDATE orgs SET slug = 'twin' WHERE slug = 'acme'");
        load(target, archive, REMAP);
        List<List<String>> twin = target.picture("twin");
        assertThat(twin.get(1)).hasSize(3);
        assertThat(twin.subList(1, twin.size()))
                .isEqualTo(target.picture("acme").subList(1, twin.size()));
        // What the database gives out next does not meet what was given out here.
        target.run("INSERT INTO teams (org_id, name) VALUES (" + target.value("SELECT min(id) FROM orgs") + ", 'new')");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void keysThatAreKeptAndTakenAreRefusedWithCounts(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Agency target = Agency.create(product, folder).shared(1).tenant(2, "globex", 11, 1);
        List<List<String>> before = target.others("0");
        Path archive = export(source, "1");
        assertThatThrownBy(() -> load(target, archive, ImportOptions.DEFAULT))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_COLLISION))
                .extracting(e -> e.getMessage().toLowerCase(Locale.ROOT), as(STRING))
                .contains("people (id): 2 rows", "people (badge): 2 rows");
        ImportReport dry = load(target, archive, ImportOptions.DEFAULT.withDryRun(true));
        assertThat(dry.accepted()).isFalse();
        assertThat(table(dry, "people").refused()).isEqualTo(4);
        assertThat(target.others("0")).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void theSameArchiveTwiceIsRefusedSkippedOrARepair(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Agency target = Agency.create(product, folder)
                .shared(1)
                .tenant(2, "globex", 30, 1)
                .tenant(3, "initech", 40, 1);
        Path archive = export(source, "1");
        load(target, archive, ImportOptions.DEFAULT);
        List<List<String>> others = target.others("1");
        assertThatThrownBy(() -> load(target, archive, ImportOptions.DEFAULT)).hasMessageContaining("--on-conflict");

        ImportReport again = load(target, archive, SKIP);
        assertThat(again.tables()).allMatch(t -> t.inserted() == 0 && t.updated() == 0 && t.matched() == t.rows());
        assertThat(target.picture("acme")).isEqualTo(source.picture("acme"));

        target.run(
                "UPDATE people SET email = 'changed', manager_id = NULL WHERE id = 11",
                "UPDATE orgs SET name = 'Other' WHERE id = 1",
                "DELETE FROM seats WHERE team_id = 11",
                "INSERT INTO people (id, org_id, email, badge, manager_id) VALUES (90, 1, 'ann@acme', "
                        + "'00000000-0000-4000-8000-000000000090', 12)",
                "INSERT INTO teams (id, org_id, name, lead_id) VALUES (91, 1, 'green', 90)");
        ImportReport skipped = load(target, archive, SKIP);
        assertThat(table(skipped, "seats").inserted()).isEqualTo(1);
        assertThat(target.value("SELECT email FROM people WHERE id = 11")).isEqualTo("changed");

        // The new row holds what the archived one had.
        assertThatThrownBy(() -> load(target, archive, UPDATE)).hasMessageContaining("--delete-extra");
        ImportReport dry = load(target, archive, UPDATE.withDeleteExtra(true).withDryRun(true));
        assertThat(target.value("SELECT email FROM people WHERE id = 11")).isEqualTo("changed");
        ImportReport repaired = load(target, archive, UPDATE.withDeleteExtra(true));
        assertThat(counts(repaired)).isEqualTo(counts(dry));
        assertThat(table(repaired, "people").updated()).isEqualTo(1);
        assertThat(table(repaired, "people").deleted()).isEqualTo(1);
        assertThat(table(repaired, "teams").deleted()).isEqualTo(1);
        assertThat(table(repaired, "orgs").updated()).isEqualTo(1);
        assertThat(target.picture("acme")).isEqualTo(source.picture("acme"));
        assertThat(target.others("1")).isEqualTo(others);
        assertThat(load(target, archive, UPDATE).tables()).allMatch(t -> t.inserted() == 0 && t.updated() == 0);
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void rowsThatTheArchiveHasNotStayUnlessToldOtherwise(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Agency target = Agency.create(product, folder).shared(1);
        Path archive = export(source, "1");
        load(target, archive, ImportOptions.DEFAULT);
        target.run("INSERT INTO docs (org_id, number, body) VALUES (1, 3, 'third')");
        ImportReport report = load(target, archive, UPDATE);
        assertThat(table(report, "docs").extra()).isEqualTo(1);
        assertThat(report.notes())
                .anyMatch(n -> n.toLowerCase(Locale.ROOT).contains("docs") && n.contains("--delete-extra"));
        assertThat(target.value("SELECT count(*) FROM docs")).isEqualTo("3");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void rowsOfOthersUnderTheSameKeysAreNeverChanged(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Agency target = Agency.create(product, folder).shared(1).tenant(2, "globex", 10, 1);
        List<List<String>> before = target.others("0");
        Path archive = export(source, "1");
        for (ImportOptions options : List.of(SKIP, UPDATE, UPDATE.withDeleteExtra(true))) {
            assertThatThrownBy(() -> load(target, archive, options))
                    .isInstanceOfSatisfying(
                            DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_COLLISION))
                    .extracting(e -> e.getMessage().toLowerCase(Locale.ROOT), as(STRING))
                    .contains("people (id): 3 rows");
            assertThat(target.others("0")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void anExtraRowThatAnotherTenantsRowNamesIsNotRemoved(TestProduct product) throws Exception {
        Agency source = Agency.create(product, folder).shared(1).tenant(1, "acme", 10, 1);
        Agency target = Agency.create(product, folder).shared(1).tenant(2, "globex", 30, 1);
        Path archive = export(source, "1");
        load(target, archive, ImportOptions.DEFAULT);
        target.run(
                "INSERT INTO people (id, org_id, email, badge) VALUES (90, 1, 'new@acme',"
                        + " '00000000-0000-4000-8000-000000000090')",
                "UPDATE teams SET lead_id = 90 WHERE id = 30");
        List<List<String>> others = target.others("1");
        assertThatThrownBy(() -> load(target, archive, UPDATE.withDeleteExtra(true)))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_REFUSED))
                .hasMessageContaining("1 row");
        assertThat(target.others("1")).isEqualTo(others);
        assertThat(target.value("SELECT count(*) FROM people WHERE id = 90")).isEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("io.decant.testing.TestProduct#available")
    void aNumberAloneDoesNotSayThatTwoSharedRowsAreTheSame(TestProduct product) throws Exception {
        String[] ddl = {
            "CREATE TABLE orgs (id integer PRIMARY KEY, name varchar(20))",
            "CREATE TABLE kinds (id integer PRIMARY KEY, org_id integer, name varchar(20),"
                    + " FOREIGN KEY (org_id) REFERENCES orgs(id))",
            "CREATE TABLE things (id integer PRIMARY KEY, org_id integer NOT NULL, kind integer NOT NULL,"
                    + " FOREIGN KEY (org_id) REFERENCES orgs(id), FOREIGN KEY (kind) REFERENCES kinds(id))"
        };
        TenantModel model = ModelReader.read(
                "tenant: {table: orgs, columns: [org_id]}\ntables:\n  kinds: {nullTenant: shared}\n", "decant.yaml");
        DataSource source = product.newDatabase(folder);
        DataSource target = product.newDatabase(folder);
        run(source, ddl);
        run(target, ddl);
        run(
                source,
                "INSERT INTO orgs VALUES (1, 'a')",
                "INSERT INTO kinds VALUES (5, NULL, 'red')",
                "INSERT INTO things VALUES (7, 1, 5)");
        run(target, "INSERT INTO kinds VALUES (5, NULL, 'blue')");
        Path archive = folder.resolve("numbers");
        new Exporter(source, model).export(TenantKey.of("1"), archive, ExportOptions.DEFAULT, Progress.NONE);
        Importer importer = new Importer(target, model);
        assertThatThrownBy(() -> importer.importArchive(archive, ImportOptions.DEFAULT, Progress.NONE))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMPORT_COLLISION))
                .hasMessageContaining("others here");
        assertThat(Rows.value(target, "SELECT count(*) FROM things")).isEqualTo("0");
        run(target, "UPDATE kinds SET name = 'red'");
        importer.importArchive(archive, ImportOptions.DEFAULT, Progress.NONE);
        assertThat(Rows.value(target, "SELECT kind FROM things")).isEqualTo("5");
        assertThat(Rows.value(target, "SELECT count(*) FROM kinds")).isEqualTo("1");
    }

    private static void run(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    private ImportReport load(Agency target, Path archive, ImportOptions options) {
        return new Importer(target.database(), target.model()).importArchive(archive, options, Progress.NONE);
    }

    private Path export(Agency source, String tenant) {
        Path archive = folder.resolve("archive" + archives++);
        new Exporter(source.database(), source.model())
                .export(TenantKey.of(tenant), archive, ExportOptions.DEFAULT, Progress.NONE);
        return archive;
    }

    private static ImportedTable table(ImportReport report, String name) {
        return report.tables().stream()
                .filter(t -> t.table().name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> counts(ImportReport report) {
        return report.tables().stream()
                .map(t -> t.table().name() + " " + t.inserted() + " " + t.updated() + " " + t.matched() + " "
                        + t.remapped() + " " + t.extra() + " " + t.deleted() + " " + t.refused())
                .toList();
    }
}
