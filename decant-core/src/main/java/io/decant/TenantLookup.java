package io.decant;

import io.decant.dialect.Dialect;
import io.decant.dialect.RowQuery;
import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.ExportPlan;
import io.decant.plan.Membership;
import io.decant.plan.PlannedTable;
import io.decant.plan.RowFilter;
import io.decant.plan.TenantKey;
import io.decant.record.CanonicalFormatException;
import io.decant.schema.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds out whom somebody means by the words they typed. */
final class TenantLookup {
    private final Connection connection;
    private final Catalog catalog;
    private final Dialect dialect;
    private final ExportPlan plan;

    TenantLookup(Connection connection, Catalog catalog, ExportPlan plan) {
        this.connection = connection;
        this.catalog = catalog;
        this.dialect = catalog.dialect();
        this.plan = plan;
    }

    /**
     * @param given what was typed: the key's values, or one name
     * @return the key as the database has it
     * @throws DecantException {@code TENANT_UNKNOWN} if nobody has it, {@code USAGE} if the key has more columns, or a name
     *     is of several tenants
     */
    TenantKey find(TenantKey given) {
        List<TenantKey> found = Failures.guard(dialect, "cannot look up the tenant", () -> candidates(given));
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.size() > 1) {
            throw new DecantException(
                    ErrorCode.USAGE, "several tenants have this name. Give the key: " + columnNames());
        }
        if (given.values().size() != plan.keyColumns().size()) {
            throw new DecantException(
                    ErrorCode.USAGE,
                    "a tenant's key here is " + columnNames() + ": give --tenant once for each, in this order");
        }
        throw new DecantException(
                ErrorCode.TENANT_UNKNOWN,
                "no tenant has this key in "
                        + plan.root().map(r -> r.name().toString()).orElse("any table with the tenant column") + " ("
                        + columnNames() + ")" + orName() + ". Nothing was written");
    }

    /** Whether the root finds exactly this tenant by a key, as it compares keys; false without a root. */
    boolean isRootOf(TenantKey spelled, TenantKey tenant) {
        return plan.root().isPresent()
                && Failures.guard(
                                dialect,
                                "cannot look up the tenant",
                                () -> ofRoot(plan.root().get(), spelled))
                        .equals(List.of(tenant));
    }

    private List<TenantKey> candidates(TenantKey given) throws SQLException {
        List<TenantKey> byKey = given.values().size() == plan.keyColumns().size()
                ? byKey(KeyText.normalised(plan.keyColumns(), given))
                : List.of();
        if (!byKey.isEmpty() || plan.root().isEmpty() || given.values().size() != 1) {
            return byKey;
        }
        List<TenantKey> byName = new ArrayList<>();
        PlannedTable root = plan.root().get();
        for (Column name : plan.nameColumns()) {
            byName.addAll(named(root, name, given.values().get(0)));
        }
        return byName.stream().distinct().toList();
    }

    private List<TenantKey> named(PlannedTable root, Column column, String name) throws SQLException {
        List<String> key = plan.keyColumns().stream().map(Column::name).toList();
        try {
            return dialect.sql().keysNamed(connection, catalog.schema(), root.table(), key, column.name(), name);
        } catch (CanonicalFormatException notOfThisType) {
            return List.of();
        }
    }

    private List<TenantKey> byKey(TenantKey key) throws SQLException {
        try {
            return plan.root().isPresent() ? ofRoot(plan.root().get(), key) : ofAnyRow(key);
        } catch (CanonicalFormatException notOfThisType) {
            return List.of();
        }
    }

    private List<TenantKey> ofRoot(PlannedTable root, TenantKey key) throws SQLException {
        List<TenantKey> found = new ArrayList<>();
        List<String> names = plan.keyColumns().stream().map(Column::name).toList();
        RowQuery query = catalog.query(root.table(), plan.keyColumns(), new RowFilter.TenantIs(names), key, false);
        dialect.rowReader(connection, query).read(row -> {
            List<String> values = new ArrayList<>();
            for (int field = 0; field < row.fields(); field++) {
                values.add(row.text(field));
            }
            found.add(new TenantKey(values));
        });
        return found;
    }

    /** Without a root table, a tenant is whoever has a row. */
    private List<TenantKey> ofAnyRow(TenantKey key) {
        for (PlannedTable table : plan.tables()) {
            if (table.membership() == Membership.OWNED) {
                if (catalog.count(connection, table.table(), table.requireFilter(), key) > 0) {
                    return List.of(key);
                }
            }
        }
        return List.of();
    }

    private String orName() {
        String names = plan.nameColumns().stream().map(Column::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", or this name (" + names + ")";
    }

    private String columnNames() {
        return plan.keyColumns().stream().map(Column::name).collect(Collectors.joining(", "));
    }
}
