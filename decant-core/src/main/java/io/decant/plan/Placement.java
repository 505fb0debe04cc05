package io.decant.plan;

import io.decant.plan.TenantModel.Referenced;
import io.decant.plan.TenantModel.TableRule;
import io.decant.schema.ForeignKey;
import io.decant.schema.TableName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Gives each table its membership, and each reached table the references that decide: one that no row can be without, if
 * there is a way to the tenant over such references alone (fewest steps, then by name); else all that lead there.
 */
final class Placement {
    private static final Comparator<ForeignKey> BY_NAME = Comparator.comparing(ForeignKey::parent)
            .thenComparing(r -> String.join(",", r.columns()))
            .thenComparing(ForeignKey::name);

    private final ResolvedModel model;
    private final Map<TableName, Membership> memberships = new TreeMap<>();
    /** Steps to the nearest owner over references that no row can be without. */
    private final Map<TableName, Integer> certain = new TreeMap<>();

    private final Map<TableName, List<ForeignKey>> ways = new TreeMap<>();

    Placement(ResolvedModel model) {
        this.model = model;
        model.tables().keySet().forEach(this::placeByItself);
        placeReached(this::isOwner);
        // Only for what no owner was found for: a private parent is itself placed by the rows that name it.
        model.tables().keySet().stream().filter(this::isPrivateParent).forEach(t -> certain.put(t, 0));
        placeReached(this::isTenants);
    }

    /** Empty for a table that has no place. */
    Optional<Membership> membership(TableName table) {
        return Optional.ofNullable(memberships.get(table));
    }

    /** The references that decide about a reached table's rows, at least one; empty for other tables. */
    List<ForeignKey> ways(TableName table) {
        return ways.getOrDefault(table, List.of());
    }

    /** Steps to the tenant over references that no row can be without; empty if there is no such way. */
    Optional<Integer> certainSteps(TableName table) {
        return Optional.ofNullable(certain.get(table));
    }

    /** Whether the table's rows are single tenants' own, so that references may lead through it. */
    boolean isTenants(TableName table) {
        Membership membership = memberships.get(table);
        return membership != null
                && membership != Membership.EXCLUDED
                && (membership != Membership.REFERENCED || isPrivateParent(table));
    }

    private boolean isOwner(TableName table) {
        return isTenants(table) && !isPrivateParent(table);
    }

    boolean isPrivateParent(TableName table) {
        return referenced(table).filter(Referenced::owned).isPresent();
    }

    boolean leaves(TableName table) {
        Membership membership = memberships.get(table);
        return membership != null && membership != Membership.EXCLUDED;
    }

    private Optional<Referenced> referenced(TableName table) {
        return model.rule(table).map(TableRule::referenced);
    }

    private void placeByItself(TableName table) {
        if (model.isRoot(table)) {
            memberships.put(table, Membership.ROOT);
            certain.put(table, 0);
        } else if (model.rule(table).map(TableRule::exclusion).isPresent() || isOurs(table)) {
            memberships.put(table, Membership.EXCLUDED);
        } else if (!model.decidingColumns(table).isEmpty()) {
            memberships.put(table, Membership.OWNED);
            certain.put(table, 0);
        } else if (referenced(table).isPresent()) {
            memberships.put(table, Membership.REFERENCED);
        }
    }

    private boolean isOurs(TableName table) {
        return model.rule(table).isEmpty() && Bookkeeping.isOurs(model.table(table));
    }

    private void placeReached(Predicate<TableName> leads) {
        placeCertain();
        placeUncertain(leads);
    }

    private void placeCertain() {
        Map<TableName, ForeignKey> found = new TreeMap<>();
        int steps = 1;
        do {
            int next = steps++;
            found.clear();
            unplaced()
                    .forEach(table -> chosen(table)
                            .filter(this::neverAbsent)
                            .filter(r -> certain.getOrDefault(r.parent(), next) < next)
                            .min(BY_NAME)
                            .ifPresent(r -> found.put(table, r)));
            found.forEach((table, way) -> {
                memberships.put(table, Membership.REACHED);
                certain.put(table, next);
                ways.put(table, List.of(way));
            });
        } while (!found.isEmpty());
    }

    private void placeUncertain(Predicate<TableName> leads) {
        List<TableName> found;
        do {
            found = unplaced()
                    .filter(t -> chosen(t).anyMatch(r -> leads.test(r.parent())))
                    .toList();
            found.forEach(t -> memberships.put(t, Membership.REACHED));
        } while (!found.isEmpty());
        memberships.forEach((table, membership) -> {
            if (membership == Membership.REACHED && !ways.containsKey(table)) {
                ways.put(
                        table,
                        chosen(table)
                                .filter(r -> leads.test(r.parent()))
                                .sorted(BY_NAME)
                                .toList());
            }
        });
    }

    private Stream<TableName> unplaced() {
        return model.tables().keySet().stream().filter(t -> !memberships.containsKey(t));
    }

    /** The references that may decide: those over the columns of "via", or any but self references. */
    private Stream<ForeignKey> chosen(TableName table) {
        List<String> via = via(table);
        return model.references(table).stream()
                .filter(r -> !r.selfReferencing())
                .filter(r -> via.isEmpty() || ModelRules.sameColumns(r, via));
    }

    List<String> via(TableName table) {
        List<String> via = model.rule(table)
                .map(rule -> ModelResolver.present(model.table(table), rule.via()))
                .orElse(List.of());
        return via == null ? List.of() : via;
    }

    private boolean neverAbsent(ForeignKey reference) {
        return reference.when().isEmpty()
                && reference.columns().stream().noneMatch(c -> model.nullable(reference.child(), c));
    }
}
