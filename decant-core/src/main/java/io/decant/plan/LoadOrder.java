package io.decant.plan;

import io.decant.schema.ForeignKey;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The order in which tables are loaded so that parents come before their children, and the references for which no order
 * can do that.
 *
 * @param tables each once; parents first but for the broken references, by name where nothing else decides
 * @param broken the references that may name rows which come later, self references among them; ordered by child and name
 */
public record LoadOrder(List<TableName> tables, List<Broken> broken) {

    /** How a reference that the order cannot satisfy is kept. */
    public enum Means {
        /** The database checks it at commit. */
        DEFER,
        /** Its nullable columns are loaded as NULL and set when all rows are there. */
        SECOND_PASS,
        /** A self reference: rows of one table name each other, whatever the order of tables. */
        SELF,
        /** No database checks it, so no order is needed. */
        UNCHECKED,
        /** Nothing that works on every product: NOT NULL columns, checked at once. */
        NONE
    }

    /**
     * A reference that the order does not satisfy.
     *
     * @param reference the reference; a table may refer to itself
     * @param means how it can be kept
     * @param nullable the columns that a second pass sets: the nullable ones of its columns that no key needs; empty if
     *     there are none, whatever the means
     */
    public record Broken(ForeignKey reference, Means means, List<String> nullable) {
        public Broken {
            nullable = List.copyOf(nullable);
        }
    }

    public LoadOrder {
        tables = List.copyOf(tables);
        broken = List.copyOf(broken);
    }

    /**
     * Orders tables.
     *
     * @param references declared and configured ones; those from or to other tables are passed over
     */
    public static LoadOrder of(Collection<Table> tables, Collection<ForeignKey> references) {
        return LoadOrdering.order(tables, references);
    }

    /** How a reference is broken; empty if the order satisfies it. */
    public Optional<Broken> broken(ForeignKey reference) {
        return broken.stream().filter(b -> b.reference().equals(reference)).findFirst();
    }
}
