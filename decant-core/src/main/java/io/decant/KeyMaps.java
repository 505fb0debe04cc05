package io.decant;

import io.decant.ImportPlan.TableTask;
import io.decant.archive.KeyMapFile;
import io.decant.archive.Manifest;
import io.decant.dialect.Dialect;
import io.decant.dialect.KeyUse;
import io.decant.dialect.Matching;
import io.decant.dialect.NewKeys;
import io.decant.dialect.RowQuery;
import io.decant.dialect.StagedSql;
import io.decant.dialect.WriteSupport;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.KeyFollower;
import io.decant.plan.KeySource;
import io.decant.plan.KeySource.Fresh;
import io.decant.plan.RowFilter;
import io.decant.plan.SharedRows;
import io.decant.schema.ForeignKey;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The key maps of one import, in temporary tables of the target: old key to new key, so that references are rewritten by
 * joins and memory does not grow with the rows. Not thread-safe.
 */
final class KeyMaps {
    private final Connection connection;
    private final Catalog catalog;
    private final ImportPlan plan;
    private final StagedSql sql;
    private final WriteSupport writes;
    private final Map<KeySource, Table> maps = new LinkedHashMap<>();
    private final Map<KeySource, NewKeys> reserved = new LinkedHashMap<>();

    KeyMaps(Connection connection, Catalog catalog, ImportPlan plan) {
        this.connection = connection;
        this.catalog = catalog;
        this.plan = plan;
        this.sql = catalog.dialect().sql().staged();
        this.writes = catalog.dialect().writes();
    }

    /**
     * Makes the empty maps, before the transaction.
     *
     * @param filled tables of the target that have rows: only there a key can be taken, or a row match
     */
    void create(List<TableName> filled) {
        for (KeySource source : plan.keys().sources()) {
            boolean needed = source.fresh() == Fresh.SEQUENCE
                    || filled.contains(source.at().table());
            if (needed) {
                Table target = task(source).match().target();
                maps.put(
                        source,
                        guard(
                                "cannot make a temporary table for the keys of " + target.name(),
                                () -> writes.keyMap(
                                        connection,
                                        target,
                                        target.requireColumn(source.at().column()))));
            }
        }
    }

    /** The columns of a table whose keys are replaced. */
    List<KeyUse> uses(TableName table) {
        List<KeyUse> uses = new ArrayList<>();
        for (KeyFollower follower : plan.keys().of(table)) {
            Table map = maps.get(follower.source());
            if (map != null && loads(table, follower.column())) {
                uses.add(new KeyUse(follower.column(), map, follower.when(), follower.total()));
            }
        }
        return uses;
    }

    private boolean loads(TableName table, String column) {
        return plan.task(table).loadedColumns().stream().anyMatch(c -> c.name().equals(column));
    }

    /**
     * Reserves numbers.
     *
     * @param on see {@link WriteSupport#newKeys}
     * @param rows how many rows each table has in the archive
     */
    void reserve(Connection on, Map<TableName, Long> rows, boolean keep) {
        for (KeySource source : maps.keySet()) {
            if (source.fresh() == Fresh.SEQUENCE) {
                Table target = task(source).match().target();
                long count = Math.max(1, rows.getOrDefault(target.name(), 0L));
                reserved.put(
                        source,
                        guard(
                                "cannot reserve keys of " + target.name(),
                                () -> writes.newKeys(on, target, source.at().column(), count, keep)));
            }
        }
    }

    /** Fills the maps from staged rows, those of parents first, and counts on the way. */
    void fill(Map<TableName, TableLoad> loads, Refusals refusals) {
        for (TableLoad load : loads.values()) {
            for (KeySource source : plan.keys().sources(load.task().name())) {
                Table map = maps.get(source);
                if (map != null) {
                    fill(load, source, map, refusals);
                }
            }
        }
    }

    private void fill(TableLoad load, KeySource source, Table map, Refusals refusals) {
        TableTask task = load.task();
        Table target = task.match().target();
        Table staging = load.staging();
        String key = source.at().column();
        guard("cannot map the keys of " + task.name(), () -> {
            if (source.matched() && !matched(load, source, map, refusals)) {
                return 0L;
            }
            if (source.fresh() == Fresh.SEQUENCE) {
                sql.mapFresh(connection, schema(), staging, map, key, Objects.requireNonNull(reserved.get(source)));
            } else if (source.fresh() == Fresh.UUID) {
                sql.mapTaken(connection, schema(), staging, target, map, key);
            } else {
                sql.mapSame(connection, schema(), staging, map, key);
            }
            writes.filled(connection, map);
            if (source.fresh() != Fresh.NONE && target.identifyingKey().contains(key)) {
                load.tally().remapped(sql.renewed(connection, map));
            }
            return 0L;
        });
    }

    /** @return false if a row could be one of several */
    private boolean matched(TableLoad load, KeySource source, Table map, Refusals refusals) throws SQLException {
        SharedRows shared = load.task().shared().orElseThrow();
        List<KeyUse> uses = matchUses(load, shared, map);
        Matching matching = new Matching(shared.match(), shared.staged(), shared.rows());
        Table target = load.task().match().target();
        String key = source.at().column();
        long ambiguous = sql.ambiguous(connection, schema(), load.staging(), target, uses, key, matching);
        if (ambiguous > 0) {
            refusals.add(
                    load,
                    "more than one row matches by " + String.join(", ", shared.match()) + ", here or in the archive",
                    ambiguous);
            return false;
        }
        sql.mapMatched(connection, schema(), load.staging(), target, map, uses, key, matching);
        return true;
    }

    /** What the match columns' own references become before they are compared. */
    private List<KeyUse> matchUses(TableLoad load, SharedRows shared, Table map) {
        List<KeyUse> uses = load.uses().stream()
                .filter(u -> shared.match().contains(u.column()) && !u.map().equals(map))
                .toList();
        boolean circular = plan.order().broken().stream()
                .map(b -> b.reference())
                .filter(r -> r.child().equals(load.task().name()))
                .map(ForeignKey::columns)
                .anyMatch(columns -> uses.stream().anyMatch(u -> columns.contains(u.column())));
        if (circular) {
            throw new DecantException(
                    ErrorCode.IMPORT_REFUSED,
                    "the rows of " + load.task().name() + " cannot be matched by " + String.join(", ", shared.match())
                            + ": one of these columns refers, directly or in a circle, to the table itself. Choose other"
                            + " columns with {referenced: {match: [...]}} in the target's model");
        }
        return uses;
    }

    /** Gives staged rows their keys; rows that name what the archive does not hold are counted. */
    void apply(TableLoad load, Refusals refusals) {
        if (load.uses().isEmpty()) {
            return;
        }
        guard("cannot rewrite the references of " + load.task().name(), () -> {
            for (KeyUse use : load.uses()) {
                long unmapped = use.total() ? sql.unmapped(connection, schema(), load.staging(), use) : 0;
                if (unmapped > 0) {
                    refusals.add(
                            load, "column " + use.column() + " names rows that the archive does not hold", unmapped);
                }
            }
            sql.copyMapped(connection, schema(), load.staging(), load.rows(), load.uses());
            writes.filled(connection, load.rows());
            return 0L;
        });
    }

    /** Writes every pair, table by table. */
    void write(KeyMapFile.Writer file, Manifest manifest) {
        for (Map.Entry<KeySource, Table> entry : maps.entrySet()) {
            KeySource source = entry.getKey();
            Table map = entry.getValue();
            RowQuery pairs = new RowQuery(schema(), map, map.columns().subList(0, 2), new RowFilter.All(), null, false);
            String table = manifest.label(task(source).match().archived().name());
            guard(
                    "cannot read the keys of " + source.at().table(),
                    () -> catalog.dialect()
                            .rowReader(connection, pairs)
                            .read(row -> file.pair(table, source.at().column(), row.text(0), row.text(1))));
        }
    }

    boolean isEmpty() {
        return maps.isEmpty();
    }

    List<Table> temporary() {
        return List.copyOf(maps.values());
    }

    private Schema schema() {
        return catalog.schema();
    }

    private TableTask task(KeySource source) {
        return plan.task(source.at().table());
    }

    private <T> T guard(String doing, Failures.Work<T> work) {
        Dialect dialect = catalog.dialect();
        return Failures.guard(dialect, doing, work);
    }
}
