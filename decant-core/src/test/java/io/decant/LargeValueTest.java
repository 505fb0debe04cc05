package io.decant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decant.ImportOptions.Keys;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ModelReader;
import io.decant.plan.TenantKey;
import io.decant.plan.TenantModel;
import io.decant.testing.Rows;
import io.decant.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of megabytes go through in pieces: into the archive, and out of it. PostgreSQL's own md5 says whether they did. */
class LargeValueTest {
    private static final TenantModel MODEL = ModelReader.read("tenant: {table: orgs, columns: [org_id]}", "m.yaml");
    private static final String TABLES = """
            CREATE TABLE orgs (id text PRIMARY KEY);
            CREATE TABLE docs (id int PRIMARY KEY, org_id text NOT NULL REFERENCES orgs, body text, raw bytea, j json, b jsonb,
                few varchar(2000000), ints int[], tail text);
            """;

    /** Around every border: of a large field, of a piece, of three bytes of Base64; and a record that is large as a whole. */
    private static final String ROWS = """
            INSERT INTO orgs VALUES ('acme');
            INSERT INTO docs (id, org_id, body, tail)
                SELECT g, 'acme', repeat('ä"b' || chr(10), n / 5) || repeat('x', n % 5), 'end'
                FROM unnest(ARRAY[1048570, 1048575, 1048576, 1048577, 2000001]) WITH ORDINALITY AS r(n, g);
            INSERT INTO docs (id, org_id, raw, tail)
                SELECT 100 + g, 'acme', substr(decode(repeat('00ff10203040', 2000000), 'hex'), 1, n::int), NULL
                FROM unnest(ARRAY[786430, 786431, 786432, 786433, 786434, 3000001]) WITH ORDINALITY AS r(n, g);
            INSERT INTO docs VALUES (200, 'acme', repeat('a', 1500000), decode(repeat('ab', 1500000), 'hex'),
                ('{"a": "' || repeat('j', 1500000) || '"}')::json, ('{"b": "' || repeat('k', 1500000) || '"}')::jsonb,
                repeat('ö', 1999999), array_fill(7, ARRAY[400000]), 'end');
            INSERT INTO docs VALUES (300, 'acme', repeat('z,', 9000000), NULL, NULL, NULL, NULL, NULL, 'end');
            INSERT INTO docs VALUES (301, 'acme', 'small after large', NULL, NULL, NULL, NULL, NULL, 'end');
            """;

    private static final String DIGEST =
            "SELECT id, md5(body), md5(raw), md5(j::text), md5(b::text), md5(few), md5(ints::text), tail FROM docs ORDER BY id";

    @TempDir
    Path folder;

    private Path export(TestPostgres source) {
        Path path = folder.resolve("acme");
        new Exporter(source, MODEL).export(TenantKey.of("acme"), path, ExportOptions.DEFAULT, Progress.NONE);
        return path;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void everyByteArrives(int jobs) throws SQLException {
        TestPostgres source = TestPostgres.newDatabase(TABLES + ROWS);
        Path path = export(source);
        assertThat(new Verifier(Progress.NONE).verify(path).sound()).isTrue();
        TestPostgres target = TestPostgres.newDatabase(TABLES);
        new Importer(target, MODEL)
                .importArchive(path, ImportOptions.DEFAULT.withKeys(Keys.KEEP).withJobs(jobs), Progress.NONE);
        assertThat(Rows.of(target, DIGEST)).isEqualTo(Rows.of(source, DIGEST)).hasSize(14);
    }

    @Test
    void aTableWithAColumnThatHasNoBinaryFormTakesThemToo() throws SQLException {
        String words = "ALTER TABLE docs ADD COLUMN words tsvector;";
        TestPostgres source = TestPostgres.newDatabase(TABLES + words + ROWS);
        Path path = export(source);
        TestPostgres target = TestPostgres.newDatabase(TABLES + words);
        new Importer(target, MODEL).importArchive(path, ImportOptions.DEFAULT, Progress.NONE);
        assertThat(Rows.of(target, DIGEST)).isEqualTo(Rows.of(source, DIGEST));
    }

    @Test
    void oneThatDoesNotFitIsRefusedAndNothingIsWritten() throws SQLException {
        Path path = export(TestPostgres.newDatabase(TABLES + ROWS));
        TestPostgres target = TestPostgres.newDatabase(TABLES.replace("varchar(2000000)", "varchar(1999998)"));
        assertThatThrownBy(() -> new Importer(target, MODEL)
                        .importArchive(
                                path,
                                ImportOptions.DEFAULT.withAllow(java.util.List.of(ImportOptions.Allowance.COMPATIBLE)),
                                Progress.NONE))
                .isInstanceOfSatisfying(DecantException.class, e -> {
                    assertThat(e.code()).isIn(ErrorCode.VALUE_UNREPRESENTABLE, ErrorCode.SCHEMA_MISMATCH);
                    assertThat(e).hasMessageContaining("few");
                });
        assertThat(Rows.of(target, "SELECT count(*) FROM orgs")).isEqualTo(Rows.of(target, "SELECT 0::bigint"));
    }
}
