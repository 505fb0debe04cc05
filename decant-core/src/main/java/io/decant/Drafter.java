package io.decant;

import io.decant.error.DecantException;
import io.decant.error.ErrorCode;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Drafts a tenant model from a database that it has never seen. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"})
public final class Drafter {
    private final DataSource source;

    public Drafter(DataSource source) {
        this.source = source;
    }

    /**
     * @param root the root table, null to find it
     * @param key its key columns, empty for its primary key
     * @param tenantColumns column names that hold the key, empty to find them
     * @return the text of a {@code decant.yaml}
     */
    public String draft(List<String> schemas, @Nullable String root, List<String> key, List<String> tenantColumns) {
        throw new DecantException(ErrorCode.INTERNAL, "not built yet");
    }
}
