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
import io.decant.testing.TestPostgres;
import io.decant.testing.TestProduct;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An import that has the tables to itself drops what it will, and nobody can tell afterwards. */
class ExclusiveImportTest {
    private static final TenantModel MODEL = ModelReader.read("tenant: {table: orgs, columns: [org_id]}\n", "m.yaml");
    private static final ImportOptions EXCLUSIVE =
            ImportOptions.DEFAULT.withExclusive(true).withAllow(List.of(Allowance.COMPATIBLE));

    private static final String TABLES = """
            CREATE TABLE orgs (id text PRIMARY KEY);
            CREATE TABLE users (id int PRIMARY KEY, org_id text NOT NULL CONSTRAINT "of org" REFERENCES orgs ON DELETE CASCADE,
                email text NOT NULL, boss int CONSTRAINT users_boss REFERENCES users DEFERRABLE INITIALLY DEFERRED,
                CONSTRAINT users_email UNIQUE (org_id, email) DEFERRABLE);
            CREATE TABLE events (id uuid CONSTRAINT events_key PRIMARY KEY, org_id text NOT NULL REFERENCES orgs (id) MATCH FULL,
                user_id int REFERENCES users ON UPDATE CASCADE ON DELETE SET NULL, n int NOT NULL, what text);
            """;

    /** Everything that an index or a constraint can carry and a name cannot tell. */
    private static final String MARKS = """
            COMMENT ON CONSTRAINT "of org" ON users IS 'it''s theirs';
            COMMENT ON CONSTRAINT users_email ON users IS 'one each';
            COMMENT ON INDEX users_email IS 'an index with a key';
            CREATE INDEX users_lower ON users (lower(email) COLLATE "C" text_pattern_ops DESC NULLS LAST) INCLUDE (boss)
                WITH (fillfactor = 71) WHERE id > 3;
            COMMENT ON INDEX users_lower IS 'E''\\n';
            ALTER INDEX users_lower ALTER COLUMN 1 SET STATISTICS 432;
            CREATE UNIQUE INDEX "events by n" ON events (n) NULLS NOT DISTINCT;
            ALTER TABLE events REPLICA IDENTITY USING INDEX "events by n";
            CREATE INDEX events_hash ON events USING hash (what);
            ALTER TABLE events CLUSTER ON events_key;
            """;

    /** What cannot be dropped without a trace, or must not be. */
    private static final String UNTOUCHED = """
            ALTER TABLE events ADD CONSTRAINT later FOREIGN KEY (user_id) REFERENCES users NOT VALID;
            ALTER TABLE events ADD CONSTRAINT alone EXCLUDE USING btree (id WITH =);
            CREATE INDEX elsewhere ON events (user_id) TABLESPACE %1$s_space;
            CREATE VIEW by_user AS SELECT id, email, count(*) FROM users GROUP BY id;
            """;

    private static final String CATALOG = """
            SELECT 'constraint', conrelid::regclass, conname, contype, condeferrable, condeferred, convalidated, conislocal,
                   coninhcount, connoinherit, conindid::regclass, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint')
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL
            SELECT 'index', tablename::regclass, indexname, '', i.indisclustered, i.indisreplident, i.indimmediate, i.indisunique,
                   (SELECT max(attstattarget) FROM pg_attribute WHERE attrelid = i.indexrelid), i.indisprimary,
                   i.indexrelid::regclass, indexdef || coalesce(tablespace, ''), obj_description(i.indexrelid, 'pg_class')
            FROM pg_indexes JOIN pg_index i ON i.indexrelid = format('%I.%I', schemaname, indexname)::regclass
            WHERE schemaname = 'public'
            UNION ALL
            SELECT 'trigger', tgrelid::regclass, tgfoid::regproc::text, tgenabled, tgdeferrable, tginitdeferred, NULL, NULL, tgtype, NULL,
                   tgconstrrelid::regclass, c.conname, NULL
            FROM pg_trigger t LEFT JOIN pg_constraint c ON c.oid = t.tgconstraint
            UNION ALL
            SELECT 'table', oid::regclass, NULL, relreplident, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            UNION ALL
            SELECT 'column', attrelid::regclass, attname, '', attnotnull, NULL, NULL, NULL, attnum, NULL, NULL, NULL, NULL
            FROM pg_attribute WHERE attrelid IN ('users'::regclass, 'events'::regclass) AND attnum > 0
            ORDER BY 1, 2, 3, 4, 9, 12
            """;

    private static final String IDENTITIES = """
            SELECT conname, oid FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT relname, oid FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace
            ORDER BY 1, 2
            """;

    private static final String CONTENT =
            "SELECT u.*, e.* FROM users u FULL JOIN events e ON e.user_id = u.id ORDER BY u.id, e.id";

    @TempDir
    Path folder;

    private TestPostgres source = TestPostgres.newDatabase();
    private Path archive = Path.of("");

    @BeforeEach
    void exportAcme() {
        source.runScript(TABLES + """
                INSERT INTO orgs VALUES ('acme'), ('beta');
                INSERT INTO users SELECT i, 'acme', 'u' || i, nullif(3001 - i, 1501) FROM generate_series(1, 3000) i;
                INSERT INTO events SELECT gen_random_uuid(), 'acme', 1 + i % 3000, i, 'x' FROM generate_series(1, 5000) i;
                """);
        archive = folder.resolve("acme");
        new Exporter(source, MODEL).export(TenantKey.of("acme"), archive, ExportOptions.DEFAULT, Progress.NONE);
    }

    private static TestPostgres target(String more) {
        TestPostgres target = TestPostgres.newDatabase(TABLES + MARKS);
        target.runScript(more.formatted(target.getDatabaseName()));
        return target;
    }

    @Test
    void whatWasDroppedComesBackExactlyAsItWas() throws SQLException {
        TestPostgres target = target("");
        List<List<String>> before = Rows.of(target, CATALOG);
        List<List<String>> identities = Rows.of(target, IDENTITIES);

        ImportReport report = new Importer(target, MODEL).importArchive(archive, EXCLUSIVE, Progress.NONE);

        assertThat(Rows.of(target, CATALOG)).isEqualTo(before);
        assertThat(Rows.of(target, CONTENT)).isEqualTo(Rows.of(source, CONTENT));
        assertThat(report.notes())
                .anyMatch(n -> n.contains("public.events: events_org_id_fkey, events_user_id_fkey, events by n,"))
                .anyMatch(n -> n.contains("public.users: of org, users_boss, users_email, users_lower, users_pkey"));
        // All of them are others now, but for the one key that has one row.
        List<List<String>> same = new ArrayList<>(Rows.of(target, IDENTITIES));
        same.retainAll(identities);
        assertThat(same)
                .extracting(row -> row.get(0))
                .filteredOn(n -> !n.contains("not_null"))
                .containsOnly("orgs_pkey");
    }

    @Test
    void whatCouldNotComeBackAsItWasStays() throws SQLException {
        TestPostgres target = target("");
        try (Connection connection = target.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET allow_in_place_tablespaces = on");
            statement.execute("CREATE TABLESPACE " + target.getDatabaseName() + "_space LOCATION ''");
        }
        target.runScript(UNTOUCHED.formatted(target.getDatabaseName()));
        List<List<String>> before = Rows.of(target, CATALOG);
        List<List<String>> identities = Rows.of(target, IDENTITIES);

        ImportReport report = new Importer(target, MODEL).importArchive(archive, EXCLUSIVE, Progress.NONE);

        assertThat(Rows.of(target, CATALOG)).isEqualTo(before);
        List<List<String>> same = new ArrayList<>(Rows.of(target, IDENTITIES));
        same.retainAll(identities);
        assertThat(same)
                .extracting(row -> row.get(0))
                .contains("later", "alone", "elsewhere", "users_pkey")
                .doesNotContain("events_user_id_fkey", "events_key", "users_lower");
        assertThat(report.notes())
                .anyMatch(n -> n.contains("left in place: public.events: later, as it is not valid yet"))
                .anyMatch(n -> n.contains("left in place: public.events: elsewhere, as it lies in a tablespace"))
                .anyMatch(n -> n.contains("left in place: public.users: users_pkey, as something else depends on it"));
    }

    @Test
    void whatHasPartitionsStays() throws SQLException {
        TestPostgres target =
                TestPostgres.newDatabase("""
                CREATE TABLE orgs (id text PRIMARY KEY);
                CREATE TABLE users (id int PRIMARY KEY, org_id text NOT NULL REFERENCES orgs, email text NOT NULL,
                    boss int REFERENCES users, UNIQUE (org_id, email)) PARTITION BY RANGE (id);
                """.replace(", UNIQUE (org_id, email)", ", UNIQUE (id, org_id, email)") + """
                CREATE TABLE users_1 PARTITION OF users FOR VALUES FROM (0) TO (1000);
                CREATE TABLE users_2 PARTITION OF users FOR VALUES FROM (1000) TO (9000);
                CREATE TABLE events (id uuid PRIMARY KEY, org_id text NOT NULL REFERENCES orgs,
                    user_id int REFERENCES users, n int NOT NULL, what text);
                """);
        List<List<String>> before = Rows.of(target, CATALOG);
        ImportReport report = new Importer(target, MODEL)
                .importArchive(
                        archive,
                        EXCLUSIVE.withAllow(List.of(ImportOptions.Allowance.COMPATIBLE, ImportOptions.Allowance.LOSSY)),
                        Progress.NONE);
        assertThat(Rows.of(target, CATALOG)).isEqualTo(before);
        assertThat(report.notes()).anyMatch(n -> n.contains("public.users: all, as it has partitions"));
    }

    @Test
    void aFailureAndADryRunLeaveAllAsItWas() throws SQLException {
        TestPostgres target = target("");
        List<List<String>> before = Rows.of(target, IDENTITIES);
        Importer refusing = new Importer(target, MODEL).beforeCommit(() -> {
            throw new IllegalStateException("changed my mind");
        });
        assertThatThrownBy(() -> refusing.importArchive(archive, EXCLUSIVE, Progress.NONE))
                .hasMessage("changed my mind");
        new Importer(target, MODEL).importArchive(archive, EXCLUSIVE.withDryRun(true), Progress.NONE);
        assertThat(Rows.of(target, IDENTITIES)).isEqualTo(before);
        assertThat(Rows.of(target, CONTENT)).isEmpty();
    }

    @Test
    void whoDoesNotOwnATableIsToldWhichAndWritesNothing() throws SQLException {
        TestPostgres target = target("""
                CREATE ROLE %1$s_writer LOGIN PASSWORD 'pw';
                GRANT ALL ON orgs, users, events TO %1$s_writer;
                GRANT TEMPORARY ON DATABASE %1$s TO %1$s_writer;
                ALTER TABLE users OWNER TO %1$s_writer;
                """);
        DataSource writer = target.as(target.getDatabaseName() + "_writer", "pw");
        refused(writer, EXCLUSIVE, ErrorCode.IMPORT_REFUSED, "does not own: public.events, public.orgs.");
        assertThat(Rows.of(target, CONTENT)).isEmpty();
        target.runScript("ALTER TABLE events OWNER TO %1$s_writer; ALTER TABLE orgs OWNER TO %1$s_writer"
                .formatted(target.getDatabaseName()));
        ImportReport report = new Importer(writer, MODEL).importArchive(archive, EXCLUSIVE, Progress.NONE);
        assertThat(Rows.of(target, CONTENT)).hasSize(5000);
        assertThat(report.notes())
                .anyMatch(n -> n.endsWith("public.users: of org, users_boss"))
                .anyMatch(n -> n.contains("users_lower, as this role may make nothing in the schema"));
    }

    @Test
    void tablesThatOthersLiveInStayAsTheyAre() throws SQLException {
        TestPostgres target = target("""
                INSERT INTO orgs VALUES ('beta');
                INSERT INTO users SELECT 9000 + i, 'beta', i FROM generate_series(1, 400) i;
                INSERT INTO events SELECT gen_random_uuid(), 'beta', 9001, -i FROM generate_series(1, 40) i;
                """);
        List<List<String>> before = Rows.of(target, CATALOG);
        List<List<String>> identities = Rows.of(target, IDENTITIES);
        ImportReport report = new Importer(target, MODEL).importArchive(archive, EXCLUSIVE, Progress.NONE);
        assertThat(Rows.of(target, CATALOG)).isEqualTo(before);
        assertThat(report.notes())
                .anyMatch(n -> n.contains("public.users: all, as it has rows of its own"))
                .anyMatch(n -> n.contains("public.events: events_user_id_fkey, as it changes rows that are there"));
        List<List<String>> same = new ArrayList<>(Rows.of(target, IDENTITIES));
        same.retainAll(identities);
        assertThat(same)
                .extracting(row -> row.get(0))
                .contains("users_lower", "of org", "events_user_id_fkey")
                .doesNotContain("events_key", "events_org_id_fkey");
    }

    static List<TestProduct> others() {
        return TestProduct.available().stream()
                .filter(p -> p != TestProduct.POSTGRESQL)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherProductsSayThatTheyCannot(TestProduct product) throws Exception {
        DataSource target = product.newDatabase(folder);
        for (String table : List.of(
                "CREATE TABLE orgs (id varchar(20) PRIMARY KEY)",
                "CREATE TABLE users (id int PRIMARY KEY, org_id varchar(20) NOT NULL REFERENCES orgs(id), email varchar(9) NOT"
                        + " NULL, boss int, UNIQUE (org_id, email), FOREIGN KEY (boss) REFERENCES users (id))",
                "CREATE TABLE events (id char(36) PRIMARY KEY, org_id varchar(20) NOT NULL REFERENCES orgs(id), user_id int, n"
                        + " int NOT NULL, what varchar(9), FOREIGN KEY (user_id) REFERENCES users (id))")) {
            try (Connection connection = target.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(table);
            }
        }
        refused(target, EXCLUSIVE, ErrorCode.USAGE, "Leave --exclusive out");
        product.drop(target);
    }

    private void refused(DataSource target, ImportOptions options, ErrorCode code, String message) {
        assertThatThrownBy(() -> new Importer(target, MODEL).importArchive(archive, options, Progress.NONE))
                .isInstanceOfSatisfying(
                        DecantException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }
}
