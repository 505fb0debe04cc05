package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.archive.Archive;
import io.decant.archive.ManifestTable;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose rows are whose in tables of kinds that only PostgreSQL has. */
class PostgresOwnershipTest {
    private static final String ORGS = """
            CREATE TABLE orgs (id text PRIMARY KEY);
            INSERT INTO orgs VALUES ('acme'), ('beta');
            """;
    private static final String MODEL = "tenant: {table: orgs, columns: [org_id]}\n";

    @TempDir
    Path folder;

    private int archives;

    @Test
    void partitionsLeaveThroughTheirParentAtAnyDepthAndMayBeNamed() {
        DataSource source = TestPostgres.newDatabase(ORGS + """
                CREATE TABLE events (id int, org_id text NOT NULL REFERENCES orgs, day int, PRIMARY KEY (day, id))
                    PARTITION BY RANGE (day);
                CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
                CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20) PARTITION BY HASH (id);
                CREATE TABLE events_2a PARTITION OF events_2 FOR VALUES WITH (modulus 2, remainder 0);
                CREATE TABLE events_2b PARTITION OF events_2 FOR VALUES WITH (modulus 2, remainder 1);
                CREATE TABLE notes (id int PRIMARY KEY, day int NOT NULL, event int NOT NULL,
                    FOREIGN KEY (day, event) REFERENCES events);
                INSERT INTO events SELECT i, CASE i % 2 WHEN 0 THEN 'acme' ELSE 'beta' END, i FROM generate_series(0, 19) i;
                INSERT INTO notes SELECT i, i, i FROM generate_series(0, 19, 3) i""");

        assertThat(rows(source, MODEL, "acme")).isEqualTo(Map.of("orgs", 1L, "events", 10L, "notes", 4L));
        assertThat(rows(source, MODEL, "beta")).isEqualTo(Map.of("orgs", 1L, "events", 10L, "notes", 3L));
    }

    @Test
    void anHeirsRowsLeaveWithItsOwnTableOnly() {
        DataSource source = TestPostgres.newDatabase(ORGS + """
                CREATE TABLE things (id int PRIMARY KEY, org_id text NOT NULL);
                CREATE TABLE cars (wheels int) INHERITS (things);
                INSERT INTO things VALUES (1, 'acme'), (2, 'beta');
                INSERT INTO cars VALUES (3, 'acme', 4), (4, 'acme', 4), (5, 'beta', 3)""");

        assertThat(rows(source, MODEL, "acme")).isEqualTo(Map.of("orgs", 1L, "things", 1L, "cars", 2L));
    }

    @Test
    void viewsMaterialisedOrNotAndForeignTablesAreLeftAlone() {
        DataSource source = TestPostgres.newDatabase(ORGS + """
                CREATE TABLE users (id int PRIMARY KEY, org_id text NOT NULL REFERENCES orgs);
                CREATE VIEW all_users AS SELECT * FROM users;
                CREATE MATERIALIZED VIEW counted AS SELECT org_id, count(*) FROM users GROUP BY 1;
                CREATE TABLE users_log (LIKE users);
                INSERT INTO users VALUES (1, 'acme');
                CREATE TEMPORARY TABLE passing (id int)""");

        assertThat(rows(source, MODEL, "acme")).isEqualTo(Map.of("orgs", 1L, "users", 1L, "users_log", 0L));
    }

    @Test
    void domainsEnumsAndExclusionConstraintsDoNotStandInTheWay() {
        DataSource source = TestPostgres.newDatabase("""
                CREATE DOMAIN tenant_key AS text CHECK (VALUE ~ '^[a-z]+$');
                CREATE TYPE kind AS ENUM ('post', 'photo');
                CREATE TABLE orgs (id tenant_key PRIMARY KEY);
                CREATE TABLE posts (id int PRIMARY KEY, org_id tenant_key NOT NULL);
                CREATE TABLE photos (id int PRIMARY KEY, org_id tenant_key NOT NULL REFERENCES orgs);
                CREATE TABLE comments (id int PRIMARY KEY, on_type kind NOT NULL, on_id int NOT NULL);
                CREATE TABLE bookings (org_id tenant_key NOT NULL REFERENCES orgs, during int4range,
                    EXCLUDE USING gist (during WITH &&));
                INSERT INTO orgs VALUES ('acme'), ('beta');
                INSERT INTO posts VALUES (1, 'acme'), (2, 'beta');
                INSERT INTO photos VALUES (1, 'beta'), (2, 'acme');
                INSERT INTO comments VALUES (1, 'post', 1), (2, 'photo', 1), (3, 'photo', 2);
                INSERT INTO bookings VALUES ('acme', '[1,5)'), ('beta', '[5,6)')""");
        String model = MODEL + """
                references:
                  - {child: comments, columns: [on_id], parent: posts, when: {on_type: post}}
                  - {child: comments, columns: [on_id], parent: photos, when: {on_type: [photo]}}
                """;

        assertThat(rows(source, model, "acme"))
                .isEqualTo(Map.of("orgs", 1L, "posts", 1L, "photos", 1L, "comments", 2L, "bookings", 1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "citext | CREATE EXTENSION IF NOT EXISTS citext",
                "text COLLATE nocase | CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)"
            })
    void keysThatDoNotMindCaseFindTheTenantHoweverItIsSpelled(String type, String before) {
        DataSource source = TestPostgres.newDatabase(before + """
                ;
                CREATE TABLE orgs (id TYPE PRIMARY KEY);
                CREATE TABLE users (id int PRIMARY KEY, org_id TYPE NOT NULL REFERENCES orgs);
                CREATE TABLE mails (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users);
                INSERT INTO orgs VALUES ('Acme'), ('beta');
                INSERT INTO users VALUES (1, 'Acme'), (2, 'ACME'), (3, 'beta');
                INSERT INTO mails VALUES (1, 1), (2, 2), (3, 3)""".replace("TYPE", type));

        assertThat(rows(source, MODEL, "acme")).isEqualTo(Map.of("orgs", 1L, "users", 2L, "mails", 2L));
        assertThat(key(folder.resolve("out" + archives))).isEqualTo("Acme");
    }

    @Test
    void rolesFromWhichPoliciesWouldHideRowsAreRefusedAndNoOthers() {
        TestPostgres source = TestPostgres.newDatabase(ORGS + """
                CREATE TABLE users (id int PRIMARY KEY, org_id text NOT NULL REFERENCES orgs);
                INSERT INTO users VALUES (1, 'acme'), (2, 'acme'), (3, 'beta');
                CREATE ROLE policed LOGIN PASSWORD 'pw';
                CREATE ROLE bypassing LOGIN PASSWORD 'pw' BYPASSRLS;
                CREATE ROLE owning LOGIN PASSWORD 'pw';
                GRANT SELECT ON ALL TABLES IN SCHEMA public TO policed, bypassing, owning;
                ALTER TABLE users OWNER TO owning;
                ALTER TABLE users ENABLE ROW LEVEL SECURITY;
                CREATE POLICY mine ON users USING (id = 1)""");

        refused(source.as("policed", "pw"), "row-level security");
        refused(source.as("policed", "pw"), "users");
        assertThat(rows(source.as("bypassing", "pw"), MODEL, "acme")).containsEntry("users", 2L);
        assertThat(rows(source.as("owning", "pw"), MODEL, "acme")).containsEntry("users", 2L);

        source.runScript("ALTER TABLE users FORCE ROW LEVEL SECURITY");
        refused(source.as("owning", "pw"), "row-level security");
        assertThat(rows(source.as("bypassing", "pw"), MODEL, "acme")).containsEntry("users", 2L);
    }

    @Test
    void aPolicyOnATableThatIsOnlyAskedOnTheWayIsFoundToo() {
        TestPostgres source = TestPostgres.newDatabase(ORGS + """
                CREATE TABLE users (id int PRIMARY KEY, org_id text NOT NULL REFERENCES orgs);
                CREATE TABLE secrets (id int PRIMARY KEY, user_id int REFERENCES users);
                INSERT INTO users VALUES (1, 'acme');
                CREATE ROLE half LOGIN PASSWORD 'pw';
                GRANT SELECT ON ALL TABLES IN SCHEMA public TO half;
                ALTER TABLE secrets ENABLE ROW LEVEL SECURITY""");
        String without = MODEL + "tables: {secrets: {exclude: not of interest}}\n";

        refused(source.as("half", "pw"), "secrets");
        assertThat(rows(source.as("half", "pw"), without, "acme")).isEqualTo(Map.of("orgs", 1L, "users", 1L));
    }

    private void refused(DataSource source, String saying) {
        Path out = folder.resolve("refused");
        assertThatThrownBy(() -> export(source, MODEL, "acme", out))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATABASE))
                .hasMessageContaining(saying);
        assertThat(Files.exists(out)).isFalse();
    }

    private static void export(DataSource source, String model, String tenant, Path out) {
        new Exporter(source, ModelReader.read(model, "decant.yaml"))
                .export(TenantKey.of(tenant), out, ExportOptions.DEFAULT.withJobs(2), Progress.NONE);
    }

    private Map<String, Long> rows(DataSource source, String model, String tenant) {
        Path out = folder.resolve("out" + ++archives);
        export(source, model, tenant, out);
        Map<String, Long> rows = new TreeMap<>();
        try (Archive archive = Archive.open(out)) {
            for (ManifestTable table : archive.manifest().included()) {
                rows.put(table.name().name(), table.rows());
            }
        }
        return rows;
    }

    private static String key(Path out) {
        try (Archive archive = Archive.open(out)) {
            return List.copyOf(archive.manifest().tenant().key().values()).get(0);
        }
    }
}
