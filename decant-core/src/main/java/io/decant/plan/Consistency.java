package io.decant.plan;

import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.plan.RowFilter.AllNull;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.TenantIs;
import io.decant.plan.RowFilter.ValueIn;
import io.decant.schema.Column;
import io.decant.schema.ForeignKey;
import io.decant.schema.ForeignKey.Enforcement;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an audit has to count: every way in which a row could leave wrongly or stay wrongly. Checks that can find nothing,
 * because the filter itself asks the same or the database keeps it so, are left out.
 */
final class Consistency {
    private final ResolvedModel model;
    private final Placement placement;
    private final Filters filters;
    private final WaysOut waysOut;
    private final List<ConsistencyCheck> checks = new ArrayList<>();

    private Consistency(ResolvedModel model, Placement placement, Filters filters) {
        this.model = model;
        this.placement = placement;
        this.filters = filters;
        this.waysOut = new WaysOut(model, placement);
    }

    /** The checks, by table. */
    static List<ConsistencyCheck> checks(ResolvedModel model, Placement placement, Filters filters) {
        Consistency consistency = new Consistency(model, placement, filters);
        model.tables().keySet().stream().filter(placement::leaves).forEach(consistency::checkTable);
        return consistency.checks;
    }

    private void checkTable(TableName table) {
        RowFilter leaving = filters.leaving(table);
        RowFilter anyTenants = placement.isTenants(table) ? filters.anyTenants(table) : Filters.NONE;
        for (ForeignKey reference : model.references(table)) {
            if (placement.leaves(reference.parent())) {
                checkReference(reference, leaving, anyTenants);
            }
        }
        model.otherTenantColumns(table).forEach(columns -> checkOtherColumns(table, columns, leaving, anyTenants));
        checkOwners(table, anyTenants);
    }

    private void checkReference(ForeignKey reference, RowFilter leaving, RowFilter anyTenants) {
        TableName parent = reference.parent();
        RowFilter parentLeaves = filters.leaving(parent);
        RowFilter leads = filters.hasParent(reference, filters.own(parent));
        boolean byItself =
                leads.equals(leaving) || leads.equals(new TenantIs(model.decidingColumns(reference.child())));
        boolean implied = byItself || leavesWithItsChildren(parentLeaves, reference, leaving);
        if (model.leavesWhole(reference) && !implied) {
            RowFilter foreign = filters.hasParent(reference, Filters.not(parentLeaves));
            add(
                    Kind.FOREIGN,
                    reference,
                    Filters.and(Stream.of(leaving, foreign)),
                    "leave, but name a row of " + show(parent) + " that does not");
        }
        if (model.leavesWhole(reference) && mayDangle(reference, byItself)) {
            List<RowFilter> dangling = new ArrayList<>(List.of(leaving));
            dangling.add(filters.noneNull(reference.child(), reference.columns()));
            reference.when().forEach((column, values) -> dangling.add(new ValueIn(column, values)));
            dangling.add(Filters.not(new HasParent(reference, Filters.ALL)));
            add(Kind.DANGLING, reference, Filters.and(dangling.stream()), "leave, but name no row of " + show(parent));
        }
        // A root row that names another says nothing of whose it is: each is a tenant of its own.
        boolean amongRoots = reference.selfReferencing() && model.isRoot(parent);
        if (placement.isTenants(reference.child())
                && model.leavesWhole(reference)
                && !amongRoots
                && !Filters.alternatives(leaving).contains(leads)) {
            boolean namesItsOwn = placement.isPrivateParent(parent) && model.leavesWhole(reference);
            if (namesItsOwn) {
                checkPrivate(reference, leaving, anyTenants);
            }
            addStaying(
                    namesItsOwn ? EnumSet.of(Kind.LOST) : EnumSet.of(Kind.LOST, Kind.DISAGREEING),
                    Optional.of(reference),
                    reference.child(),
                    leads,
                    leaving,
                    anyTenants,
                    columns(reference) + " leads to the tenant");
        }
    }

    /** The tenant's own root row was looked up, so a reference that says only whose a row is finds it. */
    private boolean mayDangle(ForeignKey reference, boolean byItself) {
        return reference.enforcement() == Enforcement.NONE
                || (reference.enforcement() == Enforcement.ON_REQUEST
                        && !(byItself && model.isRoot(reference.parent())));
    }

    /**
     * Rows of a referenced parent leave because such children name them: nothing can be missing there. Of a tree's own
     * references that is asked all the same: where a product cannot recurse, its top may be farther than was climbed.
     */
    private static boolean leavesWithItsChildren(RowFilter parentLeaves, ForeignKey reference, RowFilter leaving) {
        if (parentLeaves instanceof RowFilter.Closure closure) {
            return leavesWithItsChildren(closure.from(), reference, leaving);
        }
        return Filters.alternatives(parentLeaves).contains(new RowFilter.HasChild(reference, leaving));
    }

    /** A private parent is one tenant's: rows of two may not name it. */
    private void checkPrivate(ForeignKey reference, RowFilter leaving, RowFilter anyTenants) {
        RowFilter others = filters.hasChild(reference, Filters.and(Stream.of(anyTenants, Filters.not(leaving))));
        add(
                Kind.TWO_OWNERS,
                reference.parent(),
                Optional.of(reference),
                Filters.and(Stream.of(filters.leaving(reference.parent()), others)),
                "leave, but rows of " + show(reference.child()) + " that are another tenant's name them, too ("
                        + String.join(", ", reference.columns()) + ")");
    }

    private void checkOtherColumns(TableName table, List<String> columns, RowFilter leaving, RowFilter anyTenants) {
        RowFilter says = new TenantIs(columns);
        add(
                Kind.FOREIGN,
                table,
                Optional.empty(),
                Filters.and(Stream.of(leaving, filters.noneNull(table, columns), Filters.not(says))),
                "leave, but their " + String.join(", ", columns) + " says another tenant");
        addStaying(
                EnumSet.of(Kind.LOST, Kind.DISAGREEING),
                Optional.empty(),
                table,
                says,
                leaving,
                anyTenants,
                String.join(", ", columns) + " says the tenant");
    }

    private void addStaying(
            Set<Kind> kinds,
            Optional<ForeignKey> reference,
            TableName table,
            RowFilter leads,
            RowFilter leaving,
            RowFilter anyTenants,
            String why) {
        if (kinds.contains(Kind.DISAGREEING)) {
            add(
                    Kind.DISAGREEING,
                    table,
                    reference,
                    Filters.and(Stream.of(leads, Filters.not(leaving), anyTenants)),
                    "are another tenant's, though " + why);
        }
        // Where the model says what a NULL tenant means, such a row stays on purpose.
        boolean said = !model.decidingColumns(table).isEmpty() && model.nullTenant(table) != NullTenant.FAIL;
        if (!said) {
            // Everybody's rows may name a tenant's, but not by a way to an owner: that one was not followed far enough.
            boolean owns = reference.filter(placement.ways(table)::contains).isPresent();
            RowFilter others = owns ? anyTenants : somebodys(table, anyTenants);
            add(
                    Kind.LOST,
                    table,
                    reference,
                    Filters.and(Stream.of(leads, Filters.not(others))),
                    "are no tenant's and stay, though " + why);
        }
    }

    private RowFilter somebodys(TableName table, RowFilter anyTenants) {
        RowFilter everybodys = !model.decidingColumns(table).isEmpty()
                ? Filters.NONE
                : placement.isPrivateParent(table) ? filters.heldByEverybodys(table) : filters.everybodys(table);
        return Filters.or(Stream.of(anyTenants, everybodys));
    }

    private void checkOwners(TableName table, RowFilter anyTenants) {
        List<String> deciding = model.decidingColumns(table);
        List<String> nullable =
                deciding.stream().filter(c -> model.nullable(table, c)).toList();
        if (deciding.isEmpty()) {
            if (placement.isTenants(table)) {
                add(
                        Kind.NOBODYS,
                        table,
                        Optional.empty(),
                        Filters.not(somebodys(table, anyTenants)),
                        "belong to nobody, and stay");
            }
            return;
        }
        if (!model.isRoot(table) && model.nullTenant(table) == NullTenant.FAIL) {
            add(
                    Kind.NULL_TENANT,
                    table,
                    Optional.empty(),
                    Filters.or(nullable.stream().map(c -> new AllNull(List.of(c)))),
                    "have NULL in " + String.join(", ", nullable)
                            + ": say {nullTenant: shared} or {nullTenant: exclude}");
        }
        TableName root = model.root();
        if (root != null && !model.isRoot(table) && !keptByDatabase(table, new HashSet<>())) {
            ForeignKey toRoot = new ForeignKey(
                    show(table) + "(" + String.join(", ", deciding) + ")",
                    table,
                    deciding,
                    root,
                    model.key().stream().map(Column::name).toList(),
                    Enforcement.NONE);
            add(
                    Kind.ORPHAN,
                    table,
                    Optional.of(toRoot),
                    Filters.and(Stream.of(
                            filters.noneNull(table, deciding), Filters.not(new HasParent(toRoot, Filters.ALL)))),
                    "name a tenant that " + show(root) + " does not have");
        }
    }

    /** Whether enforced references carry the tenant's columns all the way to the root. */
    private boolean keptByDatabase(TableName table, Set<TableName> asked) {
        RowFilter own = new TenantIs(model.decidingColumns(table));
        return model.isRoot(table)
                || (asked.add(table)
                        && model.references(table).stream()
                                .filter(r -> r.enforcement() != Enforcement.ON_REQUEST)
                                .filter(r -> !model.decidingColumns(r.parent()).isEmpty())
                                .filter(r -> filters.hasParent(r, filters.own(r.parent()))
                                        .equals(own))
                                .anyMatch(r -> keptByDatabase(r.parent(), asked)));
    }

    private void add(Kind kind, ForeignKey reference, RowFilter rows, String what) {
        add(kind, reference.child(), Optional.of(reference), rows, what + " (" + columns(reference) + ")");
    }

    private void add(Kind kind, TableName table, Optional<ForeignKey> reference, RowFilter rows, String what) {
        if (!rows.isNone()) {
            checks.add(new ConsistencyCheck(
                    kind, table, reference, rows, "rows " + what, waysOut.of(kind, table, reference)));
        }
    }

    private String columns(ForeignKey reference) {
        return String.join(", ", reference.columns()) + " -> " + show(reference.parent());
    }

    private String show(TableName table) {
        return model.names().display(table);
    }
}
