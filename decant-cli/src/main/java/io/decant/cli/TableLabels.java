package io.decant.cli;

import io.decant.schema.TableName;
import java.util.Collection;

/** Tables as people call them: without the schema where all are of one. */
final class TableLabels {
    private final boolean oneSchema;

    TableLabels(Collection<TableName> tables) {
        oneSchema = tables.stream().map(TableName::schema).distinct().count() <= 1;
    }

    String of(TableName table) {
        return oneSchema ? table.name() : table.toString();
    }
}
