package io.decant.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All base tables that take part, by name.
 *
 * @param tables ordered by name, each name once
 */
public record Schema(List<Table> tables) {

    public Schema {
        tables = tables.stream().sorted(Comparator.comparing(Table::name)).toList();
        if (tables.stream().map(Table::name).distinct().count() != tables.size()) {
            throw new IllegalArgumentException("a table is there twice");
        }
    }

    public static Schema of(Collection<Table> tables) {
        return new Schema(List.copyOf(tables));
    }

    /** The table of exactly this name. */
    public Optional<Table> table(TableName name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /** @throws IllegalArgumentException if there is no table of exactly this name */
    public Table requireTable(TableName name) {
        return table(name).orElseThrow(() -> new IllegalArgumentException("no table " + name));
    }

    /** Tables by name, for callers that look up many. */
    public Map<TableName, Table> byName() {
        return tables.stream().collect(Collectors.toMap(Table::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }
}
