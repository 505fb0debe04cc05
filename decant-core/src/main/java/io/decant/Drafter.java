package io.decant;

import io.decant.dialect.Dialect;
import io.decant.plan.DraftHints;
import io.decant.plan.ModelDraft;
import io.decant.schema.Schema;
import io.decant.schema.Table;
import io.decant.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Drafts a tenant model from a database that it has never seen. Thread-safe; each call uses its own connection. */
public final class Drafter {
    private static final int SAMPLED_ROWS = 200;
    /** Enough to meet each type of a pair, and read at once. */
    private static final int TYPED_ROWS = 10_000;

    private final DataSource source;

    /** @param source SELECT is enough; a read replica will do */
    public Drafter(DataSource source) {
        this.source = source;
    }

    /**
     * Drafts a model. The same schema gives the same text. Every table that could not be placed is in it as a commented
     * question.
     *
     * @param schemas exact names of the database schemas that take part; empty for all
     * @param root the root table, null to find it
     * @param key its key columns, empty for its primary key
     * @param tenantColumns names of columns that hold the key, empty to find them
     * @return the text of a {@code decant.yaml}
     * @throws io.decant.error.DecantException {@code MODEL_INVALID} if a given name is not in the schema, {@code DATABASE}
     */
    public String draft(List<String> schemas, @Nullable String root, List<String> key, List<String> tenantColumns) {
        try (Connection connection = Failures.open(source)) {
            Dialect dialect = Failures.dialectOf(connection);
            Schema schema =
                    Failures.guard(dialect, "cannot read the catalog", () -> dialect.readSchema(connection, schemas));
            Map<TableName, Map<String, List<String>>> samples = new TreeMap<>();
            for (Table table : schema.tables()) {
                samples.put(
                        table.name(),
                        Failures.guard(
                                dialect,
                                "cannot look at values of " + table.name(),
                                () -> samples(dialect, connection, table)));
            }
            return ModelDraft.draft(schema, new DraftHints(root, key, tenantColumns, samples));
        } catch (SQLException failure) {
            throw Failures.closing(failure);
        }
    }

    private static Map<String, List<String>> samples(Dialect dialect, Connection connection, Table table)
            throws SQLException {
        Map<String, List<String>> samples = new TreeMap<>();
        if (dialect.typesSayLittle()) {
            samples.putAll(dialect.sql().samples(connection, table, SAMPLED_ROWS));
        }
        for (String column : DraftHints.typeColumns(table)) {
            samples.put(column, dialect.sql().words(connection, table, column, TYPED_ROWS));
        }
        return samples;
    }
}
