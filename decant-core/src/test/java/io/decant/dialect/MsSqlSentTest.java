package io.decant.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.schema.Column;
import io.decant.schema.Column.Generation;
import io.decant.schema.ColumnType;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * What is sent to SQL Server, word by word, since no server runs here: {@code mssql/sent.sql} was reviewed against the
 * public reference, and every change of it wants to be again. {@code -Dgolden.update=true} writes it anew.
 */
class MsSqlSentTest {
    private static final Path GOLDEN = Path.of("src/test/resources/mssql/sent.sql");
    private static final TableName ACCOUNT = new TableName("dbo", "account");
    private static final TableName ORDERS = new TableName("sales", "Or]der");
    private static final TableName NOTE = new TableName("dbo", "note");
    private static final TenantKey TENANT = TenantKey.of("acme");

    private final MsSqlDialect dialect = new MsSqlDialect();
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private final Table account = table(
            ACCOUNT,
            List.of(
                    column("id", "uniqueidentifier", false),
                    column("slug", "varchar(20) COLLATE Latin1_General_CI_AS", false),
                    column("up", "uniqueidentifier", true),
                    column("at", "datetimeoffset(7)", true)),
            reference("account_up", ACCOUNT, "up", ACCOUNT, "id"));
    private final Table orders = table(
            ORDERS,
            List.of(
                    new Column("id", type("bigint"), "bigint", false, Generation.IDENTITY_ALWAYS, true),
                    column("tenant", "nvarchar(20) COLLATE Latin1_General_CI_AS", true),
                    column("account", "uniqueidentifier", true),
                    column("placed", "datetime", true),
                    column("total", "decimal(10,2)", true),
                    column("scan", "varbinary(max)", true),
                    column("doc", "xml", true),
                    column("place", "geography", true)),
            reference("order_account", ORDERS, "account", ACCOUNT, "id"));
    private final Table note = new Table(
            NOTE,
            List.of(
                    column("subject", "nvarchar(40) COLLATE Latin1_General_CI_AS", true),
                    column("kind", "nvarchar(9) COLLATE Latin1_General_CI_AS", true),
                    column("body", "ntext COLLATE Latin1_General_CI_AS", true),
                    column("n", "int", true),
                    column("f", "float", true),
                    column("node", "hierarchyid", true),
                    column("picture", "image", true),
                    column("at", "datetime2(3)", true)),
            List.of(),
            List.of(),
            List.of(new ForeignKey(
                    "subject",
                    NOTE,
                    List.of("subject"),
                    ORDERS,
                    List.of("id"),
                    Enforcement.NONE,
                    Map.of("kind", List.of("order", "cart")))),
            List.of(),
            List.of("note_audit"),
            -1,
            -1);
    private final Schema schema = Schema.of(List.of(account, orders, note));

    private static ColumnType type(String nativeType) {
        return MsSqlType.of(nativeType).columnType();
    }

    private static Column column(String name, String nativeType, boolean nullable) {
        return new Column(name, type(nativeType), nativeType, nullable, Generation.NONE, false);
    }

    private static ForeignKey reference(String name, TableName child, String column, TableName parent, String key) {
        return new ForeignKey(name, child, List.of(column), parent, List.of(key), Enforcement.IMMEDIATE);
    }

    private static Table table(TableName name, List<Column> columns, ForeignKey... references) {
        return new Table(name, columns, List.of("id"), List.of(), List.of(references), List.of(), List.of(), -1, -1);
    }

    @Test
    void sendsWhatWasReviewed() throws SQLException, IOException {
        catalog();
        snapshots();
        filters();
        selects();
        smallQuestions();
        staging();
        merging();
        loading();
        deleting();
        counters();
        triggers();
        String all = text();
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, all);
        }
        assertThat(all).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    private String text() {
        StringBuilder all = new StringBuilder("-- What Decant sends to SQL Server. Written by MsSqlSentTest.\n");
        sections.forEach((title, sent) -> {
            all.append("\n-- ==== ").append(title).append("\n\n");
            sent.forEach(sql -> all.append(sql.startsWith("(") ? "-- " + sql : terminated(sql))
                    .append('\n'));
        });
        return all.toString();
    }

    /** With its semicolon before the lines of its values, so that a parser takes the file. */
    private static String terminated(String sql) {
        int values = sql.indexOf("\n-- 1: ");
        return values < 0 ? sql + ";" : sql.substring(0, values) + ";" + sql.substring(values);
    }

    /** Work on a connection. */
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void section(String title, SentSql wire, Work work) throws SQLException {
        work.on(wire.connection());
        sections.put(title, wire.sent());
    }

    private void catalog() throws SQLException {
        SentSql wire = new SentSql().answer(MsSqlCatalogSql.SEES_ALL, SentSql.row(1));
        section("the catalog", wire, c -> dialect.readSchema(c, List.of()));
    }

    private void snapshots() throws SQLException {
        SentSql wire = new SentSql()
                .answer("SELECT d.snapshot_isolation_state", SentSql.row(1, 0, 0))
                .answer("SELECT SYSUTCDATETIME()", SentSql.row(LocalDateTime.of(2024, 2, 29, 12, 0), 1));
        section("a snapshot, and its end", wire, c -> {
            try (Snapshot snapshot = dialect.openSnapshot(source(c), 4, List.of(ORDERS, ACCOUNT))) {
                assertThat(snapshot.connections()).hasSize(1);
                assertThat(snapshot.means()).isEqualTo("one transaction at isolation snapshot, 1 connection");
                assertThat(snapshot.takenAt()).isEqualTo("2024-02-29T12:00:00Z");
            }
        });
    }

    /** A source of one connection. */
    static DataSource source(Connection connection) {
        return (DataSource) Proxy.newProxyInstance(
                MsSqlSentTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (p, m, a) -> connection);
    }

    private void filters() throws SQLException {
        RowFilter mine = new RowFilter.TenantIs(List.of("tenant"));
        RowFilter parent = new RowFilter.HasParent(
                orders.foreignKeys().get(0), new RowFilter.ValueIn("slug", List.of("acme", "Zoë")));
        RowFilter textual = new RowFilter.HasParent(note.foreignKeys().get(0), mine);
        Map<String, Map.Entry<Table, RowFilter>> filters = new LinkedHashMap<>();
        filters.put("All", Map.entry(orders, new RowFilter.All()));
        filters.put("TenantIs", Map.entry(orders, mine));
        filters.put("HasParent", Map.entry(orders, parent));
        filters.put("HasParent, of another type, with a condition", Map.entry(note, textual));
        filters.put(
                "HasChild",
                Map.entry(account, new RowFilter.HasChild(orders.foreignKeys().get(0), mine)));
        filters.put("ValueIn, of nothing", Map.entry(orders, new RowFilter.ValueIn("tenant", List.of())));
        filters.put("InRange", Map.entry(orders, new RowFilter.InRange("id", "-5", "9223372036854775807")));
        filters.put(
                "InRange, of datetime",
                Map.entry(orders, new RowFilter.InRange("placed", "1753-01-01T00:00:00", null)));
        filters.put("AllNull", Map.entry(orders, new RowFilter.AllNull(List.of("tenant", "account"))));
        filters.put("And", Map.entry(orders, new RowFilter.And(List.of(mine, parent))));
        filters.put("And, of none", Map.entry(orders, new RowFilter.And(List.of())));
        filters.put("Or", Map.entry(orders, new RowFilter.Or(List.of(mine, parent))));
        filters.put("Or, of none", Map.entry(orders, new RowFilter.Or(List.of())));
        filters.put("Not, of what may be unknown", Map.entry(orders, new RowFilter.Not(mine)));
        filters.put("Not, of what is known", Map.entry(orders, new RowFilter.Not(parent)));
        for (Map.Entry<String, Map.Entry<Table, RowFilter>> e : filters.entrySet()) {
            SentSql wire = new SentSql().answer("SELECT count_big", SentSql.row(0));
            section(
                    "filter: " + e.getKey(),
                    wire,
                    c -> dialect.sql()
                            .count(c, query(e.getValue().getKey(), e.getValue().getValue(), false)));
        }
    }

    private RowQuery query(Table table, RowFilter filter, boolean ordered) {
        return new RowQuery(schema, table, table.columns(), filter, TENANT, ordered);
    }

    private void selects() throws SQLException {
        for (Table table : List.of(account, orders, note)) {
            for (boolean ordered : new boolean[] {false, true}) {
                section(
                        "rows of " + table.name() + (ordered ? ", ordered" : ""),
                        new SentSql(),
                        c -> dialect.rowReader(c, query(table, new RowFilter.All(), ordered))
                                .read(row -> {}));
            }
        }
        Table words = table(
                new TableName("dbo", "words"),
                List.of(
                        column("id", "nvarchar(20) COLLATE Latin1_General_CI_AS", false),
                        column("v", "timestamp", false)));
        section(
                "rows with a key of text, ordered",
                new SentSql(),
                c -> dialect.rowReader(
                                c,
                                new RowQuery(
                                        Schema.of(List.of(words)),
                                        words,
                                        words.columns(),
                                        new RowFilter.All(),
                                        null,
                                        true))
                        .read(row -> {}));
    }

    private void smallQuestions() throws SQLException {
        RowFilter mine = new RowFilter.TenantIs(List.of("tenant"));
        SentSql wire = new SentSql()
                .answer("SELECT CASE WHEN EXISTS", SentSql.row(1))
                .answer("SELECT min", SentSql.row(1, 2))
                .answer("SELECT max", SentSql.row(2));
        section("small questions", wire, c -> {
            assertThat(dialect.sql().any(c, query(orders, mine, false))).isTrue();
            assertThat(dialect.sql().bounds(c, query(orders, mine, false), "id"))
                    .isPresent();
            assertThat(dialect.sql().max(c, orders, "id")).contains("2");
            dialect.sql().samples(c, account, 50);
            dialect.sql().words(c, note, "kind", 1000);
        });
    }

    /** A staging table of a name that does not count on. */
    private Table staged(Table target) {
        return StagedSql.table(new TableName("tempdb", "#decant_stage_1"), target.columns(), "int", target);
    }

    private void staging() throws SQLException {
        sections.put(
                "staging",
                List.of(
                        MsSqlWrites.staging(new MsSqlFlavor(), staged(orders).name(), orders.columns()),
                        MsSqlWrites.staging(new MsSqlFlavor(), staged(account).name(), account.columns()),
                        MsSqlWrites.keyMap(new MsSqlFlavor(), keyMap().name(), account.requireColumn("id"))));
        List<String> columns = orders.columns().stream().map(Column::name).toList();
        section(
                "from staging into a table with an identity",
                new SentSql().answer("SELECT count_big", SentSql.row(0)),
                c -> {
                    dialect.writes().begin(c);
                    dialect.sql().staged().collisions(c, staged(orders), orders, List.of("id"));
                    dialect.sql().staged().insert(c, staged(orders), orders, columns, List.of("account"));
                    dialect.sql().staged().fill(c, staged(orders), orders, List.of("id"), List.of("account", "tenant"));
                });
        section(
                "from staging, level by level",
                new SentSql(),
                c -> dialect.sql()
                        .staged()
                        .insertByLevels(
                                c,
                                staged(account),
                                account,
                                List.of("id", "slug", "up"),
                                List.of(),
                                account.foreignKeys().get(0)));
    }

    private Table keyMap() {
        return KeyMapTable.of(new TableName("tempdb", "#decant_keys_2"), account.requireColumn("id"), "int");
    }

    private void merging() throws SQLException {
        Schema schema = Schema.of(List.of(account, orders, note, staged(orders)));
        ForeignKey same = reference("same", staged(orders).name(), "id", ORDERS, "id");
        RowFilter there = new RowFilter.And(List.of(
                new RowFilter.ValueIn(StagedSql.STATE, List.of("0")),
                new RowFilter.HasParent(same, new RowFilter.TenantIs(List.of("tenant")))));
        section("rows that are there already", new SentSql().answer("SELECT count_big", SentSql.row(0)), c -> {
            RowQuery query = new RowQuery(schema, staged(orders), List.of(), there, TENANT, false);
            dialect.sql().set(c, query, StagedSql.STATE, StagedSql.CHANGED);
            dialect.sql()
                    .staged()
                    .change(c, staged(orders), orders, List.of("id"), List.of("tenant", "placed", "doc", "place"));
            dialect.sql().staged().exchanges(c, staged(orders), orders, List.of("id"), List.of("tenant", "placed"));
            dialect.sql()
                    .staged()
                    .collect(
                            c,
                            new RowQuery(
                                    schema, orders, orders.columns().subList(0, 1), new RowFilter.All(), null, false),
                            staged(orders));
        });
        section("new keys for old", new SentSql().answer("SELECT count_big", SentSql.row(0)), c -> {
            StagedSql sql = dialect.sql().staged();
            RowFilter everybodys = new RowFilter.AllNull(List.of("up"));
            Matching matching = new Matching(List.of("slug"), everybodys, everybodys);
            Table from = staged(account);
            KeyUse use = new KeyUse("id", keyMap(), Map.of(), false);
            KeyUse when = new KeyUse("up", keyMap(), Map.of("slug", List.of("a", "b")), true);
            sql.ambiguous(c, schema, from, account, List.of(use), "id", matching);
            sql.mapMatched(c, schema, from, account, keyMap(), List.of(use), "id", matching);
            sql.mapTaken(c, schema, from, account, keyMap(), "id");
            sql.mapSame(c, schema, from, keyMap(), "id");
            sql.mapFresh(
                    c, schema, staged(orders), keyMap(), "id", NewKeys.countedFrom(java.math.BigInteger.valueOf(41)));
            sql.unmapped(c, schema, from, when);
            sql.renewed(c, keyMap());
            sql.copyMapped(c, schema, from, from, List.of(use, when));
            RowQuery back = new RowQuery(
                    schema, account, account.columns(), new RowFilter.All(), TENANT, List.of(use, when), false);
            dialect.rowReader(c, back).read(row -> {});
        });
    }

    private void loading() throws SQLException {
        SentSql wire = new SentSql().answer(MsSqlCodePages.OF_COLLATION, SentSql.row(1252));
        section("loading rows into a table with an identity", wire, c -> {
            List<Column> columns = orders.columns();
            try (TableLoader loader = dialect.tableLoader(c, orders, columns)) {
                loader.accept(TestDatabase.record(List.of(
                        "7",
                        "acme",
                        "0f0e0d0c-0b0a-0908-0706-050403020100",
                        "2024-02-29T12:00:00.003",
                        "1.5",
                        "AAE=",
                        "<a/>",
                        "0xE6100000010C")));
                loader.accept(TestDatabase.record(Arrays.asList("8", null, null, null, null, null, null, null)));
                assertThat(loader.finish()).isEqualTo(2);
            }
        });
        section("loading rows into staging", wire(1252), c -> {
            try (TableLoader loader = dialect.tableLoader(c, staged(account), account.columns())) {
                loader.accept(TestDatabase.record(Arrays.asList(
                        "0f0e0d0c-0b0a-0908-0706-050403020100", "Zoë", null, "2024-02-29T12:00:00.1234567+05:30")));
                assertThat(loader.finish()).isEqualTo(1);
            }
        });
    }

    private static SentSql wire(int codePage) {
        return new SentSql().answer(MsSqlCodePages.OF_COLLATION, SentSql.row(codePage));
    }

    private void deleting() throws SQLException {
        section("deleting rows", new SentSql(), c -> {
            dialect.sql().delete(c, query(orders, new RowFilter.TenantIs(List.of("tenant")), false));
        });
    }

    private void counters() throws SQLException {
        SentSql identity = new SentSql().answer("SELECT CONVERT(decimal(38,0), i.", SentSql.row(1, 1, 3, null));
        section(
                "an identity moves on",
                identity,
                c -> dialect.writes().advanceSequences(c, orders, Map.of("id", "500")));
        SentSql fresh = new SentSql().answer("SELECT CONVERT(decimal(38,0), i.", SentSql.row(5, 1, null, null));
        section(
                "an identity that gave nothing yet",
                fresh,
                c -> dialect.writes().advanceSequences(c, orders, Map.of("id", "500")));
        SentSql past = new SentSql().answer("SELECT CONVERT(decimal(38,0), i.", SentSql.row(1, 1, 501, null));
        section(
                "an identity that is past it",
                past,
                c -> dialect.writes().advanceSequences(c, orders, Map.of("id", "500")));
        SentSql sequence = new SentSql()
                .answer(
                        "SELECT CONVERT(decimal(38,0), i.",
                        SentSql.row(null, null, null, "(NEXT VALUE FOR [dbo].[num]]bers])"))
                .answer("SELECT CONVERT(decimal(38,0), q.", SentSql.row(1, 500));
        section(
                "a sequence moves on",
                sequence,
                c -> dialect.writes().advanceSequences(c, orders, Map.of("id", "500")));
    }

    private void triggers() throws SQLException {
        SentSql wire = new SentSql()
                .answer("SELECT g.name FROM", SentSql.row("note_audit"))
                .answer("SELECT CASE WHEN OBJECT_ID", SentSql.row(1))
                .answer("SELECT undo", SentSql.row("ALTER TABLE [dbo].[note] ENABLE TRIGGER [note_audit]"));
        section("triggers off, and on again", wire, c -> {
            dialect.writes().triggersOff(c, List.of(note));
            dialect.writes().beforeCommit(c);
        });
    }
}
