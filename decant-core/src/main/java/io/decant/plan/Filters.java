package io.decant.plan;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter.AllNull;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.RowFilter.Or;
import io.decant.plan.RowFilter.TenantIs;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns memberships into filters. A filter is a finite tree even where references form cycles: on the way from its root
 * to a leaf no table is asked about twice.
 */
final class Filters {
    static final RowFilter ALL = new RowFilter.All();
    static final RowFilter NONE = new Or(List.of());

    /** More conditions than this in one query is more than products take, and nobody could say why a row leaves. */
    private static final int MOST_CONDITIONS = 500;

    private final ResolvedModel model;
    private final Placement placement;
    private final Set<TableName> withEverybodys = new HashSet<>();
    private final Map<TableName, List<ForeignKey>> children = new TreeMap<>();
    private final Map<TableName, RowFilter> own = new TreeMap<>();
    private final Map<TableName, RowFilter> anyTenants = new TreeMap<>();
    private final Map<TableName, RowFilter> everybodys = new TreeMap<>();
    private final Map<TableName, RowFilter> leaving = new TreeMap<>();
    private int conditions;

    Filters(ResolvedModel model, Placement placement) {
        this.model = model;
        this.placement = placement;
        model.references().values().stream()
                .flatMap(List::stream)
                .filter(r -> placement.leaves(r.child()) && model.leavesWhole(r))
                .forEach(r -> children.computeIfAbsent(r.parent(), t -> new ArrayList<>())
                        .add(r));
        model.tables().keySet().stream().filter(this::sharesNulls).forEach(withEverybodys::add);
        boolean grown = !withEverybodys.isEmpty();
        while (grown) {
            grown = withEverybodys.addAll(model.tables().keySet().stream()
                    .filter(t -> placement.ways(t).stream().anyMatch(r -> withEverybodys.contains(r.parent())))
                    .toList());
        }
    }

    private boolean sharesNulls(TableName table) {
        return model.nullTenant(table) == NullTenant.SHARED
                && !model.isRoot(table)
                && model.decidingColumns(table).stream().anyMatch(c -> model.nullable(table, c));
    }

    /** The rows that are the tenant's own. */
    RowFilter own(TableName table) {
        return once(own, table, () -> own(table, Set.of(), false));
    }

    /** The rows that are some tenant's own, whoever that is. */
    RowFilter anyTenants(TableName table) {
        return once(anyTenants, table, () -> own(table, Set.of(), true));
    }

    /** The rows that leave: the tenant's own, and shared ones that they name. */
    RowFilter leaving(TableName table) {
        return once(leaving, table, () -> leaving(table, Set.of()));
    }

    /**
     * Rows of a tenants' table that are everybody's, and leave when they are named: those with NULL in the tenant column,
     * where the model says that this is what it means, and rows that such rows own.
     */
    RowFilter everybodys(TableName table) {
        return once(everybodys, table, () -> everybodys(table, Set.of()));
    }

    /** Private parents that everybody's rows name: they are nobody else's on purpose, and leave with these. */
    RowFilter heldByEverybodys(TableName table) {
        conditions = 0;
        return held(table, Set.of());
    }

    private RowFilter held(TableName table, Set<TableName> asked) {
        if (!placement.isPrivateParent(table)) {
            return everybodys(table, Set.of());
        } else if (asked.contains(table)) {
            return NONE;
        }
        Set<TableName> now = with(asked, table);
        return closure(table, or(others(table).map(r -> hasChild(r, held(r.child(), now)))), ALL);
    }

    private RowFilter once(Map<TableName, RowFilter> known, TableName table, Supplier<RowFilter> filter) {
        RowFilter found = known.get(table);
        if (found == null) {
            conditions = 0;
            found = filter.get();
            known.put(table, found);
        }
        return found;
    }

    private RowFilter own(TableName table, Set<TableName> asked, boolean anyTenant) {
        List<String> deciding = model.decidingColumns(table);
        if (!deciding.isEmpty()) {
            count(table);
            return anyTenant ? noneNull(table, deciding) : new TenantIs(deciding);
        }
        if (!placement.isTenants(table) || asked.contains(table)) {
            return NONE;
        }
        Set<TableName> now = with(asked, table);
        if (placement.isPrivateParent(table)) {
            RowFilter named = or(others(table).map(r -> hasChild(r, own(r.child(), now, anyTenant))));
            return closure(table, named, ALL);
        }
        return or(placement.ways(table).stream().map(r -> hasParent(r, own(r.parent(), now, anyTenant))));
    }

    private RowFilter everybodys(TableName table, Set<TableName> asked) {
        if (asked.contains(table) || !withEverybodys.contains(table)) {
            return NONE;
        }
        if (sharesNulls(table)) {
            return or(model.decidingColumns(table).stream()
                    .filter(c -> model.nullable(table, c))
                    .map(c -> new AllNull(List.of(c))));
        }
        Set<TableName> now = with(asked, table);
        List<ForeignKey> ways = placement.ways(table);
        RowFilter below = or(ways.stream().map(r -> hasParent(r, everybodys(r.parent(), now))));
        // Where several ways lead to owners, a row below a shared one may still be a tenant's by another.
        return ways.size() > 1 && !below.isNone() ? and(Stream.of(below, not(own(table, Set.of(), true)))) : below;
    }

    private RowFilter leaving(TableName table, Set<TableName> asked) {
        boolean referenced = placement
                .membership(table)
                .filter(Membership.REFERENCED::equals)
                .isPresent();
        RowFilter everybodys = referenced ? ALL : everybodys(table, Set.of());
        // A row is its owner's by a way of its own, which may pass the tables that were asked for rows that name
        // others.
        RowFilter own = referenced ? NONE : own(table, privateParents(asked), false);
        if (asked.contains(table) || everybodys.isNone()) {
            return own;
        }
        Set<TableName> now = with(asked, table);
        Stream<RowFilter> byOthers = others(table).map(r -> hasChild(r, leaving(r.child(), now)));
        Stream<RowFilter> byOwn = referenced
                ? Stream.of()
                : model.references(table).stream()
                        .filter(r -> r.selfReferencing() && model.leavesWhole(r))
                        .map(r -> hasChild(r, own));
        RowFilter named = or(Stream.concat(byOthers, byOwn));
        return or(Stream.of(own, closure(table, and(Stream.of(everybodys, named)), everybodys)));
    }

    private Set<TableName> privateParents(Set<TableName> asked) {
        return asked.stream().filter(placement::isPrivateParent).collect(Collectors.toSet());
    }

    /** With rows that name each other, up to the top; a way that cannot be followed is left to the checks. */
    private RowFilter closure(TableName table, RowFilter from, RowFilter through) {
        List<ForeignKey> up = model.references(table).stream()
                .filter(r -> r.selfReferencing() && r.when().isEmpty() && model.leavesWhole(r))
                .toList();
        boolean can = !up.isEmpty() && !model.table(table).identifyingKey().isEmpty();
        return can && !from.isNone() && !from.isAll() ? new RowFilter.Closure(up, from, through) : from;
    }

    /** References that leave whole, from other tables that leave. */
    private Stream<ForeignKey> others(TableName parent) {
        return children(parent).filter(r -> !r.selfReferencing());
    }

    /** References that leave whole, from tables that leave. */
    Stream<ForeignKey> children(TableName parent) {
        return children.getOrDefault(parent, List.of()).stream();
    }

    /** Child rows that name a row of the filter. */
    RowFilter hasParent(ForeignKey reference, RowFilter parent) {
        if (parent.isNone()) {
            return NONE;
        }
        count(reference.child());
        boolean kept =
                reference.enforcement() != Enforcement.NONE && reference.when().isEmpty();
        if (kept && reference.enforcement() != Enforcement.ON_REQUEST && parent.isAll()) {
            return noneNull(reference.child(), reference.columns());
        }
        if (kept
                && parent instanceof TenantIs tenant
                && reference.parentColumns().containsAll(tenant.columns())) {
            // The child's own columns hold the same values, so the parent need not be asked.
            return new TenantIs(tenant.columns().stream()
                    .map(c -> reference.columns().get(reference.parentColumns().indexOf(c)))
                    .toList());
        }
        return new HasParent(reference, parent);
    }

    RowFilter hasChild(ForeignKey reference, RowFilter child) {
        if (child.isNone()) {
            return NONE;
        }
        count(reference.child());
        return new HasChild(reference, child);
    }

    RowFilter noneNull(TableName table, List<String> columns) {
        return and(columns.stream().filter(c -> model.nullable(table, c)).map(c -> new Not(new AllNull(List.of(c)))));
    }

    static RowFilter and(Stream<? extends RowFilter> filters) {
        List<RowFilter> all = new ArrayList<>();
        filters.filter(f -> !f.isAll() && !all.contains(f)).forEach(all::add);
        if (all.stream().anyMatch(RowFilter::isNone)) {
            return NONE;
        }
        return all.isEmpty() ? ALL : all.size() == 1 ? all.get(0) : new And(all);
    }

    static RowFilter or(Stream<? extends RowFilter> filters) {
        List<RowFilter> any = new ArrayList<>();
        filters.flatMap(f -> alternatives(f).stream())
                .filter(f -> !any.contains(f))
                .forEach(any::add);
        if (any.stream().anyMatch(RowFilter::isAll)) {
            return ALL;
        }
        return any.size() == 1 ? any.get(0) : new Or(any);
    }

    static RowFilter not(RowFilter filter) {
        return filter.isAll() ? NONE : filter.isNone() ? ALL : new Not(filter);
    }

    /** The filters of which a row passes at least one. */
    static List<RowFilter> alternatives(RowFilter filter) {
        return filter instanceof Or or ? or.filters() : List.of(filter);
    }

    private static Set<TableName> with(Set<TableName> asked, TableName table) {
        Set<TableName> now = new LinkedHashSet<>(asked);
        now.add(table);
        return now;
    }

    private void count(TableName table) {
        if (++conditions > MOST_CONDITIONS) {
            throw new DecantException(
                    ErrorCode.PLAN_REFUSED,
                    "more than " + MOST_CONDITIONS + " ways lead to a tenant through table " + table
                            + "; choose one with {via: [column]} under \"tables\" in "
                            + model.model().fileName()
                            + ", or empty columns that name such rows with onExport: null or drop");
        }
    }
}
