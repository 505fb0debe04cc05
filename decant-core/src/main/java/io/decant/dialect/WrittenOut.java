package io.decant.dialect;

import io.decant.plan.RowFilter;
import java.util.Collection;
import java.util.List;

/**
 * Closures along several references as a number of steps, one subquery inside the other, for products that cannot recurse.
 * What is farther up is found missing by the checks of an export.
 *
 * <p>Each step repeats what a closure begins with, which may hold a closure in its turn: the text grows as the product of
 * their steps. So a closure gets fewer of them the longer its beginning is, and always the same number wherever it stands.
 */
final class WrittenOut {
    static final int MOST_STEPS = 16;
    /** Subqueries that a closure may take, unless its first step takes more. */
    private static final long MOST_SUBQUERIES = 1000;

    private WrittenOut() {}

    static RowFilter of(RowFilter.Closure closure) {
        RowFilter found = closure.from();
        for (int step = steps(closure); step > 0; step--) {
            RowFilter below = found;
            List<RowFilter> named = closure.references().stream()
                    .map(r -> (RowFilter) new RowFilter.HasChild(r, below))
                    .toList();
            found = new RowFilter.Or(
                    List.of(closure.from(), new RowFilter.And(List.of(closure.through(), new RowFilter.Or(named)))));
        }
        return found;
    }

    private static int steps(RowFilter.Closure closure) {
        int steps = 1;
        while (steps < MOST_STEPS && subqueries(closure, steps + 1) <= MOST_SUBQUERIES) {
            steps++;
        }
        return steps;
    }

    private static long subqueries(RowFilter.Closure closure, int steps) {
        long from = subqueries(closure.from());
        long each = from + subqueries(closure.through());
        long references = closure.references().size();
        long sum = from;
        for (int step = 0; step < steps; step++) {
            sum = each + references * (1 + sum);
        }
        return sum;
    }

    /** How many subqueries a filter takes, closures in it written out. */
    private static long subqueries(RowFilter filter) {
        if (filter instanceof RowFilter.HasParent hasParent) {
            return 1 + subqueries(hasParent.parent());
        } else if (filter instanceof RowFilter.HasChild hasChild) {
            return 1 + subqueries(hasChild.child());
        } else if (filter instanceof RowFilter.Closure closure) {
            return closure.references().size() == 1
                    ? 1 + subqueries(closure.from()) + MOST_STEPS * (1 + subqueries(closure.through()))
                    : subqueries(closure, steps(closure));
        } else if (filter instanceof RowFilter.And and) {
            return subqueries(and.filters());
        } else if (filter instanceof RowFilter.Or or) {
            return subqueries(or.filters());
        } else if (filter instanceof RowFilter.Not not) {
            return subqueries(not.filter());
        } else if (filter instanceof RowFilter.SomeTenant some) {
            return subqueries(some.owner()) + subqueries(some.rest());
        } else if (filter instanceof RowFilter.AnyHolder any) {
            return 1 + subqueries(any.asked());
        }
        return 0;
    }

    private static long subqueries(Collection<RowFilter> filters) {
        return filters.stream().mapToLong(WrittenOut::subqueries).sum();
    }
}
