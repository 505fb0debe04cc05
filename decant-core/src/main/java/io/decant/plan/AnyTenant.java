package io.decant.plan;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.plan.RowFilter.AllNull;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.RowFilter.Or;
import io.decant.plan.RowFilter.SomeTenant;
import io.decant.plan.RowFilter.TenantIs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns a question about one tenant into one about all: a single query, however many tenants there are. A tenant is any
 * key that a row holds where the filter looks for one, in the root table or not.
 */
public final class AnyTenant {
    /** More conditions than this in one query is more than products take. */
    private static final int MOST_CONDITIONS = 5_000;

    private AnyTenant() {}

    /**
     * The rows that pass the filter for at least one tenant.
     *
     * @return a filter that speaks of no given tenant
     * @throws IllegalArgumentException if the filter says only whose the rows are not
     * @throws DecantException {@code PLAN_REFUSED} if too many ways lead to a tenant
     */
    public static RowFilter of(RowFilter filter) {
        if (!isAskedOf(filter)) {
            return filter;
        } else if (filter instanceof TenantIs is) {
            return Filters.and(is.columns().stream().map(c -> new Not(new AllNull(List.of(c)))));
        } else if (filter instanceof HasParent up) {
            return new HasParent(up.reference(), of(up.parent()));
        } else if (filter instanceof HasChild down) {
            return new HasChild(down.reference(), of(down.child()));
        } else if (filter instanceof Or or) {
            return Filters.or(or.filters().stream().map(AnyTenant::of));
        } else if (filter instanceof And and) {
            return ofAll(and.filters());
        }
        throw new IllegalArgumentException("the filter says only whose the rows are not");
    }

    /** Whether the filter speaks of a tenant that is given beside it. */
    public static boolean isAskedOf(RowFilter filter) {
        return filter instanceof TenantIs || inner(filter).anyMatch(AnyTenant::isAskedOf);
    }

    /** The same question with "another tenant's" in place of "the tenant's". */
    static RowFilter others(RowFilter own) {
        return replace(
                own,
                is -> Filters.and(Stream.concat(
                        is.columns().stream().map(c -> new Not(new AllNull(List.of(c)))), Stream.of(new Not(is)))));
    }

    private static RowFilter replace(RowFilter filter, Function<TenantIs, RowFilter> leaf) {
        if (filter instanceof TenantIs is) {
            return leaf.apply(is);
        } else if (filter instanceof HasParent up) {
            return new HasParent(up.reference(), replace(up.parent(), leaf));
        } else if (filter instanceof HasChild down) {
            return new HasChild(down.reference(), replace(down.child(), leaf));
        } else if (filter instanceof Or or) {
            return Filters.or(or.filters().stream().map(f -> replace(f, leaf)));
        } else if (filter instanceof And and) {
            return Filters.and(and.filters().stream().map(f -> replace(f, leaf)));
        } else if (filter instanceof Not not) {
            return Filters.not(replace(not.filter(), leaf));
        }
        return filter;
    }

    /** One tenant has to pass all: it is found by one of the filters, and the others are asked of it. */
    private static RowFilter ofAll(List<RowFilter> filters) {
        List<RowFilter> asked =
                new ArrayList<>(filters.stream().filter(AnyTenant::isAskedOf).toList());
        Stream<RowFilter> others = filters.stream().filter(f -> !isAskedOf(f));
        if (asked.size() == 1) {
            return Filters.and(Stream.concat(others, Stream.of(of(asked.get(0)))));
        }
        RowFilter owner = asked.stream()
                .filter(AnyTenant::finds)
                .min(Comparator.comparingInt(AnyTenant::cost))
                .orElseThrow(() -> new IllegalArgumentException("the filter says only whose the rows are not"));
        asked.remove(owner);
        RowFilter rest = Filters.and(asked.stream());
        if ((long) size(owner) * size(rest) > MOST_CONDITIONS) {
            throw new DecantException(
                    ErrorCode.PLAN_REFUSED,
                    "too many ways lead to a tenant to ask about all tenants at once. Choose one with {via: [column]}"
                            + " under \"tables\", or audit single ones with --tenant");
        }
        return Filters.and(Stream.concat(others, Stream.of(new SomeTenant(owner, rest))));
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
        return filter instanceof Not not ? Stream.of(not.filter()) : Stream.empty();
    }
}
