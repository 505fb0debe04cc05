package io.decant.dialect;

import io.decant.schema.TableName;
import java.util.List;

/**
 * What was dropped for an import that has the tables to itself, to be made again in the same transaction.
 *
 * @param tables the tables that nobody else can use until the transaction ends
 * @param restore the statements that make everything again, in their order
 * @param described all that the tables had before, a line each, to be compared with what they have in the end
 * @param dropped what was dropped, for people: a line for each table
 * @param left what was left in place though it costs time, for people: a line each, with the reason
 */
public record SetAside(
        List<TableName> tables, List<String> restore, List<String> described, List<String> dropped, List<String> left) {
    public SetAside {
        tables = List.copyOf(tables);
        restore = List.copyOf(restore);
        described = List.copyOf(described);
        dropped = List.copyOf(dropped);
        left = List.copyOf(left);
    }
}
