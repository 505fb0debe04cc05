package io.decant.plan;

import io.decant.plan.RowFilter.AllNull;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.RowFilter.Or;
import io.decant.plan.RowFilter.SomeTenant;
import io.decant.plan.RowFilter.TenantIs;
import io.decant.schema.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns a question about one tenant into one about all: a single query, however many tenants there are. A tenant is any
 * key that a row holds where the filter looks for one, in the root table or not; where it leads to none, any that the
 * root holds.
 */
public final class AnyTenant {
    /** More conditions than this in one query is more than products take. */
    private static final int MOST_CONDITIONS = 1_000;

    private final List<Holder> holders;

    private AnyTenant(List<Holder> holders) {
        this.holders = holders;
    }

    /**
     * Where keys are to be found that a question does not lead to by itself.
     *
     * @param columns in the key's order
     */
    public record Holder(TableName table, List<String> columns) {
        public Holder {
            columns = List.copyOf(columns);
        }
    }

    /**
     * The rows that pass the filter for at least one tenant.
     *
     * @param plan whose root, or owned tables where there is none, hold the keys of tenants that the filter itself does not
     *     lead to
     * @return a filter that speaks of no given tenant
     */
    public static RowFilter of(RowFilter filter, ExportPlan plan) {
        return of(
                filter,
                plan.tables().stream()
                        .filter(t -> t.membership() == (plan.root().isPresent() ? Membership.ROOT : Membership.OWNED))
                        .map(t -> new Holder(t.name(), t.tenantColumns()))
                        .toList());
    }

    /** The same, of the keys that these tables hold. */
    public static RowFilter of(RowFilter filter, List<Holder> holders) {
        return new AnyTenant(holders).of(filter);
    }

    private RowFilter of(RowFilter filter) {
        if (!isAskedOf(filter)) {
            return filter;
        } else if (filter instanceof TenantIs is) {
            return Filters.and(is.columns().stream().map(c -> new Not(new AllNull(List.of(c)))));
        } else if (filter instanceof HasParent up) {
            return new HasParent(up.reference(), of(up.parent()));
        } else if (filter instanceof HasChild down) {
            return new HasChild(down.reference(), of(down.child()));
        } else if (filter instanceof Or or) {
            return Filters.or(or.filters().stream().map(this::of));
        } else if (filter instanceof And and) {
            return ofAll(and.filters());
        }
        return ofHolders(filter);
    }

    /** Whatever the filter is: it is asked of every key. */
    private RowFilter ofHolders(RowFilter filter) {
        return Filters.or(holders.stream().map(h -> new RowFilter.AnyHolder(h.table(), h.columns(), filter)));
    }

    /** Whether the filter speaks of a tenant that is given beside it. */
    public static boolean isAskedOf(RowFilter filter) {
        return filter instanceof TenantIs || inner(filter).anyMatch(AnyTenant::isAskedOf);
    }

    /** One tenant has to pass all: it is found by one of the filters, and the others are asked of it. */
    private RowFilter ofAll(List<RowFilter> filters) {
        List<RowFilter> asked =
                new ArrayList<>(filters.stream().filter(AnyTenant::isAskedOf).toList());
        Stream<RowFilter> others = filters.stream().filter(f -> !isAskedOf(f));
        if (asked.size() == 1) {
            return Filters.and(Stream.concat(others, Stream.of(of(asked.get(0)))));
        }
        Optional<RowFilter> owner =
                asked.stream().filter(AnyTenant::finds).min(Comparator.comparingInt(AnyTenant::cost));
        RowFilter all = Filters.and(asked.stream());
        owner.ifPresent(asked::remove);
        RowFilter rest = Filters.and(asked.stream());
        // The rest is written once for each way to an owner.
        if (owner.isEmpty() || (long) ends(owner.get()) * size(rest) > MOST_CONDITIONS) {
            return Filters.and(Stream.concat(others, Stream.of(ofHolders(all))));
        }
        return Filters.and(Stream.concat(others, Stream.of(new SomeTenant(owner.get(), rest))));
    }

    /** Whether each way through the filter ends at one row that holds the tenant's key. */
    private static boolean finds(RowFilter filter) {
        if (filter instanceof And and) {
            List<RowFilter> asked =
                    and.filters().stream().filter(AnyTenant::isAskedOf).toList();
            return asked.size() == 1 && finds(asked.get(0));
        } else if (filter instanceof Or or) {
            return or.filters().stream().allMatch(AnyTenant::finds);
        } else if (filter instanceof HasParent up) {
            return finds(up.parent());
        } else if (filter instanceof HasChild down) {
            return finds(down.child());
        }
        return filter instanceof TenantIs;
    }

    /** Parents are found by their keys, children perhaps by no index. */
    private static int cost(RowFilter filter) {
        return (filter instanceof HasChild ? 100 : 1)
                + inner(filter).mapToInt(AnyTenant::cost).sum();
    }

    private static int ends(RowFilter filter) {
        return filter instanceof TenantIs
                ? 1
                : inner(filter).mapToInt(AnyTenant::ends).sum();
    }

    private static int size(RowFilter filter) {
        return 1 + inner(filter).mapToInt(AnyTenant::size).sum();
    }

    private static Stream<RowFilter> inner(RowFilter filter) {
        if (filter instanceof HasParent up) {
            return Stream.of(up.parent());
        } else if (filter instanceof HasChild down) {
            return Stream.of(down.child());
        } else if (filter instanceof Or or) {
            return or.filters().stream();
        } else if (filter instanceof And and) {
            return and.filters().stream();
        }
        if (filter instanceof RowFilter.Closure closure) {
            return Stream.of(closure.from(), closure.through());
        }
        return filter instanceof Not not ? Stream.of(not.filter()) : Stream.empty();
    }
}
