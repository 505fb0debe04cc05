package io.decant.dialect.postgresql;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import io.decant.record.CanonicalFormatException;
import io.decant.schema.Column;
import io.decant.schema.TableName;

/** Adds the place to what a codec refuses. */
final class Refusals {
    private Refusals() {}

    static RuntimeException reading(TableName table, Column column, RuntimeException refusal) {
        return at(
                "column " + column.name() + " of table " + table + " has a value that cannot leave exactly",
                "correct the value, or leave the column out in the model (onExport: null or drop)",
                refusal);
    }

    static RuntimeException writing(TableName table, Column column, RuntimeException refusal) {
        return at(
                "column " + column.name() + " (" + column.nativeType() + ") of table " + table
                        + " cannot hold a value of the archive exactly",
                "change the column's type, or leave the column out",
                refusal);
    }

    private static RuntimeException at(String place, String next, RuntimeException refusal) {
        boolean known = refusal instanceof UnfitValueException
                || refusal instanceof CanonicalFormatException
                || refusal instanceof IllegalArgumentException;
        if (!known) {
            return refusal;
        }
        return new DecantException(
                ErrorCode.VALUE_UNREPRESENTABLE, place + ": " + refusal.getMessage() + "; " + next, refusal);
    }
}
