package io.decant.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.decant.error.DecantException;
import io.decant.plan.ConsistencyCheck.Kind;
import io.decant.schema.ForeignKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Filters and checks against a search that knows neither. */
class OwnershipPropertyTest {
    private static final int TRIES = 600;

    /** A world, its plan, its rows, and what leaves by the filters. */
    private record Case(RandomWorld world, ExportPlan plan, MemoryRows rows, RowClosure closure) {
        static Case of(long seed) {
            RandomWorld world = new RandomWorld(seed);
            MemoryRows rows = world.rows();
            ExportPlan plan = planOrSkip(world);
            return new Case(world, plan, rows, new RowClosure(world, rows));
        }

        private static ExportPlan planOrSkip(RandomWorld world) {
            try {
                return world.plan();
            } catch (DecantException e) {
                // A shared table that nobody names; every other refusal is a find.
                Assume.that(!e.getMessage().contains("is said to be referenced"));
                throw e;
            }
        }

        List<Map<String, @Nullable String>> leaving(PlannedTable table) {
            return rows.passing(table.name(), table.requireFilter());
        }

        boolean leaves(PlannedTable table, Map<String, @Nullable String> row) {
            return table.leaves() && rows.passes(table.requireFilter(), row);
        }

        long found(Kind... kinds) {
            return plan.checks().stream()
                    .filter(c -> Set.of(kinds).contains(c.kind()))
                    .mapToLong(c -> rows.passing(c.table(), c.rows()).size())
                    .sum();
        }

        /** Rows, with the reference by which each names another row. */
        Stream<Naming> namings() {
            return plan.leaving().stream()
                    .flatMap(t -> t.references().stream())
                    .flatMap(r -> rows.rows(r.child()).stream()
                            .flatMap(c -> rows.rows(r.parent()).stream()
                                    .filter(p -> MemoryRows.names(r, c, p))
                                    .map(p -> new Naming(r, c, p))));
        }
    }

    private record Naming(
            ForeignKey reference, Map<String, @Nullable String> child, Map<String, @Nullable String> parent) {}

    @Property(tries = TRIES)
    void nothingLeavesThatTheSearchDoesNotFindAndWhatItFindsBesideIsReported(@ForAll long seed) {
        Case it = Case.of(seed);
        long missed = 0;
        for (PlannedTable table : it.plan().leaving()) {
            List<Map<String, @Nullable String>> leaving = it.leaving(table);
            assertThat(leaving).allMatch(it.closure()::travels);
            missed += it.rows().rows(table.name()).stream()
                    .filter(it.closure()::travels)
                    .filter(row -> !it.leaves(table, row))
                    .count();
        }
        if (it.world().acyclic()) {
            assertThat(missed).isZero();
        } else if (missed > 0) {
            assertThat(it.found(Kind.LOST, Kind.DISAGREEING, Kind.FOREIGN)).isPositive();
        }
    }

    @Property(tries = TRIES)
    void aLeavingRowNamesARowThatStaysExactlyIfACheckFindsIt(@ForAll long seed) {
        Case it = Case.of(seed);
        boolean dangles = it.namings()
                .anyMatch(n -> it.leaves(it.plan().table(n.reference().child()), n.child())
                        && !it.leaves(it.plan().table(n.reference().parent()), n.parent()));

        assertThat(it.found(Kind.FOREIGN) > 0).isEqualTo(dangles);
    }

    @Property(tries = TRIES)
    void aStayingRowNamesTheTenantsRowExactlyIfACheckFindsIt(@ForAll long seed) {
        Case it = Case.of(seed);
        boolean drawn = it.namings()
                .filter(n -> mayBelong(it, n))
                .anyMatch(n -> !it.leaves(it.plan().table(n.reference().child()), n.child())
                        && it.rows()
                                .passes(ownFilter(it.plan().table(n.reference().parent())), n.parent()));

        assertThat(it.found(Kind.LOST, Kind.DISAGREEING) > 0).isEqualTo(drawn);
    }

    /** Shared rows belong to nobody, and so do rows whose NULL tenant the model explains. */
    private static boolean mayBelong(Case it, Naming naming) {
        PlannedTable child = it.plan().table(naming.reference().child());
        boolean explained = naming.child().containsKey("org")
                && naming.child().get("org") == null
                && child.nullTenant() != NullTenant.FAIL;
        return !child.shared() && !it.plan().table(naming.reference().parent()).shared() && !explained;
    }

    private static RowFilter ownFilter(PlannedTable table) {
        return table.tenantColumns().isEmpty() ? table.requireFilter() : new RowFilter.TenantIs(table.tenantColumns());
    }

    @Property(tries = TRIES)
    void twoTenantsShareNoRowUnlessACheckSaysSo(@ForAll long seed) {
        Case it = Case.of(seed);
        MemoryRows others = new MemoryRows(it.rows().tables(), List.of("beta"));
        boolean both = it.plan().leaving().stream()
                .filter(t -> !t.shared() && t.tenantColumns().isEmpty())
                .anyMatch(t -> it.leaving(t).stream().anyMatch(row -> others.passes(t.requireFilter(), row)));

        if (both) {
            assertThat(it.found(Kind.FOREIGN)).isPositive();
        }
    }

    @Property(tries = TRIES)
    void anAuditOfAllTenantsFindsARowExactlyIfAnAuditOfOneDoes(@ForAll long seed) {
        Case it = Case.of(seed);
        for (ConsistencyCheck check : it.plan().checks()) {
            List<Map<String, @Nullable String>> ofOne = it.rows().rows(check.table()).stream()
                    .filter(row -> it.rows()
                            .keys()
                            .anyMatch(
                                    key -> new MemoryRows(it.rows().tables(), List.of(key)).passes(check.rows(), row)))
                    .toList();

            assertThat(it.rows().passing(check.table(), check.rowsOfAny(it.plan())))
                    .as("%s %s", check.kind(), FilterText.of(check.rows()))
                    .isEqualTo(ofOne);
        }
    }
}
