package io.decant.plan;

import io.decant.plan.RowFilter.AllNull;
import io.decant.plan.RowFilter.And;
import io.decant.plan.RowFilter.Closure;
import io.decant.plan.RowFilter.HasChild;
import io.decant.plan.RowFilter.HasParent;
import io.decant.plan.RowFilter.Not;
import io.decant.plan.RowFilter.Or;
import io.decant.plan.RowFilter.TenantIs;
import io.decant.plan.RowFilter.ValueIn;
import java.util.List;

/** A filter in a line, so that tests can say what they expect. */
final class FilterText {
    private FilterText() {}

    static String of(RowFilter filter) {
        if (filter instanceof TenantIs is) {
            return String.join("+", is.columns()) + "=T";
        } else if (filter instanceof HasParent up) {
            String when = up.reference().when().isEmpty()
                    ? ""
                    : " when " + up.reference().when();
            return String.join("+", up.reference().columns()) + "->"
                    + up.reference().parent().name() + when + "(" + of(up.parent()) + ")";
        } else if (filter instanceof HasChild down) {
            return "<-" + down.reference().child().name() + "."
                    + String.join("+", down.reference().columns()) + "(" + of(down.child()) + ")";
        } else if (filter instanceof Closure closure) {
            String through = closure.through().equals(Filters.ALL) ? "" : " through " + of(closure.through());
            return "up from " + of(closure.from()) + through;
        } else if (filter instanceof ValueIn in) {
            return in.column() + " in " + in.values();
        } else if (filter instanceof AllNull all) {
            return String.join("+", all.columns()) + " null";
        } else if (filter instanceof And and) {
            return join(and.filters(), " & ");
        } else if (filter instanceof Or or) {
            return or.filters().isEmpty() ? "none" : join(or.filters(), " | ");
        } else if (filter instanceof Not not) {
            return "!(" + of(not.filter()) + ")";
        } else if (filter instanceof RowFilter.AnyHolder any) {
            return "any of " + any.holder().name() + "(" + of(any.asked()) + ")";
        } else if (filter instanceof RowFilter.SomeTenant some) {
            return "some tenant(" + of(some.owner()) + "; " + of(some.rest()) + ")";
        }
        return "all";
    }

    private static String join(List<RowFilter> filters, String by) {
        return "[" + String.join(by, filters.stream().map(FilterText::of).toList()) + "]";
    }
}
