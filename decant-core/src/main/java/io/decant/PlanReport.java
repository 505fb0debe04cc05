package io.decant;

import io.decant.plan.Membership;
import io.decant.schema.TableName;
import java.util.List;

/**
 * What an export would take, table by table.
 *
 * @param exact true if rows were counted for one tenant; false if they are the whole table's, from statistics
 * @param tables every table of the schema, ordered by name
 * @param notes for people: rows that belong to nobody, indexes that are missing
 */
public record PlanReport(boolean exact, List<PlannedRows> tables, List<String> notes) {

    /**
     * @param path how the table leads to the tenant, empty if it does not
     * @param why one line for people
     * @param rows exact or estimated, −1 if unknown
     * @param bytes estimated size of those rows, −1 if unknown
     */
    public record PlannedRows(
            TableName table, Membership membership, List<String> path, String why, long rows, long bytes) {
        public PlannedRows {
            path = List.copyOf(path);
        }
    }

    public PlanReport {
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }
}
