package io.decant.schema;

import java.util.List;
import java.util.Map;

/**
 * A reference from one table's columns to a primary or unique key of another: ordered column pairs.
 *
 * @param name the constraint's name; for a configured reference a name made from its columns
 * @param child the table that refers
 * @param columns its columns, in the order of {@code parentColumns}, at least one
 * @param parent the table referred to
 * @param parentColumns the columns of the key referred to
 * @param enforcement who checks it
 * @param when for a configured reference: it holds only for child rows whose column has one of the values (canonical
 *     text); empty otherwise
 */
public record ForeignKey(
        String name,
        TableName child,
        List<String> columns,
        TableName parent,
        List<String> parentColumns,
        Enforcement enforcement,
        Map<String, List<String>> when) {

    /** Who checks a reference, and when. */
    public enum Enforcement {
        /** The database, row by row or at the end of each statement. */
        IMMEDIATE,
        /** The database, at commit if the transaction asks for it. */
        DEFERRABLE,
        /** The database, at commit, but only on connections that ask for it: rows that break it may be there. */
        ON_REQUEST,
        /** Nobody but Decant: configured in the model, or declared and not enforced. */
        NONE
    }

    public ForeignKey {
        columns = List.copyOf(columns);
        parentColumns = List.copyOf(parentColumns);
        when = Map.copyOf(when);
        if (columns.isEmpty() || columns.size() != parentColumns.size()) {
            throw new IllegalArgumentException("foreign key " + name + " needs as many parent columns as columns");
        }
    }

    public ForeignKey(
            String name,
            TableName child,
            List<String> columns,
            TableName parent,
            List<String> parentColumns,
            Enforcement enforcement) {
        this(name, child, columns, parent, parentColumns, enforcement, Map.of());
    }

    /** Of what tells references apart in practice: it is asked often, and the rest is long. */
    @Override
    public int hashCode() {
        return 31 * child.hashCode() + name.hashCode();
    }

    public boolean selfReferencing() {
        return child.equals(parent);
    }
}
